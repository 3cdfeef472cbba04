import type { JsonObject } from '../../json.js'
import { isJsonObject } from '../../json.js'
import { ApiRefusal } from '../api-refusal.js'
import type { ParameterSchema } from '../endpoints.js'

export type QueryValue = string | number | boolean | readonly string[]

/** Query parameters in the types their schema gives them; a wrong or missing one is refused. */
export const checkQuery = (
  schema: ParameterSchema | undefined,
  query: Readonly<Record<string, string>>,
): Record<string, QueryValue> => {
  const checked: Record<string, QueryValue> = {}
  for (const name of schema?.required ?? []) {
    if (query[name] === undefined || query[name] === '') throw missing(name)
  }
  for (const [name, rule] of Object.entries(schema?.properties ?? {})) {
    const text = query[name]
    if (text !== undefined && text !== '') checked[name] = toQueryValue(name, text, rule)
  }
  return checked
}

const toQueryValue = (name: string, text: string, rule: ParameterSchema): QueryValue => {
  if (rule.type === 'array') {
    // List parameters travel as one comma-joined value.
    const values = text.split(',').map(value => value.trim())
    checkCount(`query.${name}`, values.length, rule)
    return values
  }
  if (rule.type === 'integer') {
    if (!/^-?\d+$/.test(text)) throw invalid(`query.${name}`)
    const value = Number(text)
    checkRange(`query.${name}`, value, rule)
    return value
  }
  if (rule.type === 'boolean') {
    if (!/^(true|false)$/i.test(text)) throw invalid(`query.${name}`)
    return text.toLowerCase() === 'true'
  }
  if (rule.values && !rule.values.includes(text)) throw invalid(`query.${name}`)
  return text
}

/** The body, checked for what it must hold and for types; unknown fields are let through, as the platform does. */
export const checkBody = (schema: ParameterSchema | undefined, body: JsonObject): JsonObject => {
  if (schema) checkValue('body', body, schema)
  return body
}

const checkValue = (at: string, value: unknown, rule: ParameterSchema): void => {
  switch (rule.type) {
    case 'object': {
      if (!isJsonObject(value)) throw invalid(at)
      for (const name of rule.required ?? []) {
        if (value[name] === undefined || value[name] === null) throw missing(name)
      }
      for (const [name, member] of Object.entries(rule.properties ?? {})) {
        if (value[name] !== undefined && value[name] !== null)
          checkValue(`${at}.${name}`, value[name], member)
      }
      return
    }
    case 'array': {
      if (!Array.isArray(value)) throw invalid(at)
      checkCount(at, value.length, rule)
      if (rule.items) for (const item of value) checkValue(at, item, rule.items)
      return
    }
    case 'integer': {
      // Ranges inside bodies are business rules with codes of their own.
      if (!Number.isInteger(value)) throw invalid(at)
      return
    }
    case 'string':
      if (typeof value !== 'string') throw invalid(at)
      return
    case 'boolean':
      if (typeof value !== 'boolean') throw invalid(at)
      return
    default:
      return
  }
}

const checkRange = (at: string, value: number, { range }: ParameterSchema): void => {
  if (range && (value < Number(range[0]) || value > Number(range[1]))) throw invalid(at)
}

const checkCount = (at: string, count: number, { maxCount }: ParameterSchema): void => {
  if (maxCount !== undefined && count > maxCount) throw invalid(at)
}

// Both wordings were seen live: "Skus is a required field and has not been provided." and "param body.brand_id is invalid".
const missing = (name: string): ApiRefusal =>
  new ApiRefusal(
    36009004,
    `${name.charAt(0).toUpperCase()}${name.slice(1)} is a required field and has not been provided.`,
  )

const invalid = (at: string): ApiRefusal => new ApiRefusal(36009004, `param ${at} is invalid`)
