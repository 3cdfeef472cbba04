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

/** One for all: each would compile the schema of schemas anew, which takes longer than everything else here. It keeps no schema. */
const ajv = new Ajv2020({
  allErrors: true,
  useDefaults: true,
  verbose: true, // errors carry the value they are about
  strict: false,
  code: { regExp: linearRegExp },
})

/** Validates settings against a JSON Schema and applies its defaults. */
export const checkSettings = (schema: JsonSchema, given: JsonObject): CheckedSettings => {
  const settings: JsonObject = structuredClone(given)
  // ajv looks at conditions before it fills in defaults, and conditions may ask for settings that have one.
  const { allOf, ...unconditional } = schema
  if (allOf !== undefined) errorsIn(unconditional, settings)
  const errors = errorsIn(schema, settings)
  return { settings, problems: errorsOf(errors).flatMap(error => explain(error, schema)) }
}

const errorsIn = (schema: JsonSchema, settings: JsonObject): readonly ErrorObject[] => {
  try {
    const validate = ajv.compile(schema)
    return validate(settings) ? [] : (validate.errors ?? [])
  } finally {
    ajv.removeSchema(schema)
  }
}

/** That a condition does not hold says no more than what it asked for; of alternatives, only that none is complete counts. */
const errorsOf = (errors: readonly ErrorObject[]): readonly ErrorObject[] =>
  errors.filter(({ keyword, schemaPath }) => keyword !== 'if' && !schemaPath.startsWith('#/anyOf/'))

const explain = (error: ErrorObject, schema: JsonSchema): SettingProblem | readonly SettingProblem[] => {
  const path = error.instancePath.split('/').filter(Boolean)
  const name = path.join('.')
  const { params } = error
  switch (error.keyword) {
    case 'anyOf':
      return path.length === 0 ? noneComplete(schema, Object(error.data)) : notAllowed(path, error)
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
      // Written down with nothing behind it, as `init` leaves what only a merchant knows.
      if (error.data === null) return { ...missing(path, schema), problem: `the setting "${name}" is empty` }
      return {
        path,
        problem: `the setting "${name}" must be of type ${String(params['type'])}`,
        next: 'correct the value',
      }
    default:
      return notAllowed(path, error)
  }
}

const notAllowed = (
  path: readonly string[],
  { message = 'is not allowed' }: ErrorObject,
): SettingProblem => ({
  path,
  problem: `the setting "${path.join('.')}" ${message}`,
  next: 'correct the value',
})

/** There are several sets of settings that would do, and none of them is whole. Where one was begun, that one is meant. */
const noneComplete = (schema: JsonSchema, given: object): readonly SettingProblem[] => {
  const alternatives = alternativesOf(schema)
  const [begun, ...others] = alternatives.filter(names => names.some(name => Object.hasOwn(given, name)))
  if (begun !== undefined && others.length === 0)
    return begun.filter(name => !Object.hasOwn(given, name)).map(name => missing([name], schema))
  const next = `give ${alternatives.map(names => names.join(', ')).join('; or ')}`
  return [{ path: [], problem: 'these settings are not complete', next }]
}

/** The names that each alternative of a schema asks for. */
const alternativesOf = ({ anyOf }: JsonSchema): readonly (readonly string[])[] =>
  (Array.isArray(anyOf) ? anyOf : []).flatMap((alternative: unknown) =>
    typeof alternative === 'object' &&
    alternative !== null &&
    'required' in alternative &&
    Array.isArray(alternative.required)
      ? [alternative.required.map(String)]
      : [],
  )

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
