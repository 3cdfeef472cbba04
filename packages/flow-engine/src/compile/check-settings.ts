import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js'
import { suggest } from '../check/nearest-word.js'
import { compilePattern } from '../expressions/regular-expression.js'
import type { JsonObject, JsonSchema } from '../json.js'

export interface SettingProblem {
  /** The setting, and the way down into it. */
  readonly path: readonly string[]
  readonly problem: string
  readonly next: string
}

export interface CheckedSettings {
  /** With defaults applied. */
  readonly settings: JsonObject
  readonly problems: readonly SettingProblem[]
}

/** Patterns come from flow files, so they are matched in linear time and refused where they could hang other tools. */
const linearRegExp = Object.assign((pattern: string) => compilePattern(pattern), { code: 'linearRegExp' })

/** Validates settings against a JSON Schema and applies its defaults. */
export const checkSettings = (schema: JsonSchema, given: JsonObject): CheckedSettings => {
  const ajv = new Ajv2020({
    allErrors: true,
    useDefaults: true,
    strict: false,
    code: { regExp: linearRegExp },
  })
  const settings: JsonObject = structuredClone(given)
  // ajv looks at conditions before it fills in defaults, and conditions may ask for settings that have one.
  const { allOf, ...unconditional } = schema
  if (allOf !== undefined) ajv.validate(unconditional, settings)
  const validate = ajv.compile(schema)
  if (validate(settings)) return { settings, problems: [] }
  return { settings, problems: errorsOf(validate.errors).map(error => explain(error, schema)) }
}

/** That a condition does not hold says no more than what it asked for. */
const errorsOf = (errors: readonly ErrorObject[] | null | undefined): readonly ErrorObject[] =>
  (errors ?? []).filter(({ keyword }) => keyword !== 'if')

const explain = (error: ErrorObject, schema: JsonSchema): SettingProblem => {
  const path = error.instancePath.split('/').filter(Boolean)
  const name = path.join('.')
  const { params } = error
  switch (error.keyword) {
    case 'required':
      return missing([...path, String(params['missingProperty'])], schema)
    case 'additionalProperties': {
      const unknown = String(params['additionalProperty'])
      return {
        path: [...path, unknown],
        problem: `there is no setting "${unknown}"`,
        next: suggest(unknown, path.length === 0 ? namesIn(schema) : []),
      }
    }
    case 'enum':
      return {
        path,
        problem: `the setting "${name}" must be one of ${String(params['allowedValues'])}`,
        next: 'correct the value',
      }
    case 'type':
      return {
        path,
        problem: `the setting "${name}" must be of type ${String(params['type'])}`,
        next: 'correct the value',
      }
    default:
      return {
        path,
        problem: `the setting "${name}" ${error.message ?? 'is not allowed'}`,
        next: 'correct the value',
      }
  }
}

const missing = (path: readonly string[], schema: JsonSchema): SettingProblem => {
  const [name = ''] = path
  const properties = schema['properties']
  const setting: unknown =
    typeof properties === 'object' && properties !== null ? Reflect.get(properties, name) : undefined
  const description: unknown =
    typeof setting === 'object' && setting !== null ? Reflect.get(setting, 'description') : undefined
  return {
    path,
    problem: `the setting "${path.join('.')}" is missing`,
    next:
      typeof description === 'string'
        ? `give it: ${description.replace(/\s+/g, ' ').trim()}`
        : 'give it a value',
  }
}

const namesIn = (schema: JsonSchema): readonly string[] => {
  const properties = schema['properties']
  return typeof properties === 'object' && properties !== null ? Object.keys(properties) : []
}
