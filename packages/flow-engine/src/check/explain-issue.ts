import type { z } from 'zod'
import type { DiagnosticCode } from './diagnostic.js'
import { suggest } from './nearest-word.js'
import type { YamlPath } from './read-yaml.js'

export interface ExplainedIssue {
  readonly code: DiagnosticCode
  readonly path: YamlPath
  /** Point at the key rather than at its value. */
  readonly atKey: boolean
  readonly problem: string
  readonly next: string
}

/** A zod issue in an author's words. An unrecognised key names its parent, so it becomes one issue for each key. */
export const explainIssue = (
  issue: z.core.$ZodIssue,
  knownKeys: (path: YamlPath) => readonly string[],
): readonly ExplainedIssue[] => {
  const path = issue.path.map(step => (typeof step === 'symbol' ? String(step) : step))
  const name = lastName(path)
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map(key => ({
        code: 'unknown-key',
        path: [...path, key],
        atKey: true,
        problem: `${name === undefined ? 'the flow' : `"${name}"`} has an unknown key "${key}"`,
        next: suggest(key, knownKeys(path)),
      }))
    case 'invalid_type':
      return isAbsent(issue.message)
        ? [missing(path, name)]
        : [
            wrong(
              path,
              `"${name ?? 'the file'}" must be ${article(issue.expected)}`,
              `write ${article(issue.expected)}`,
            ),
          ]
    case 'invalid_value':
      return isAbsent(issue.message) && path.length > 0
        ? [missing(path, name)]
        : [wrong(path, `"${name ?? ''}" must be one of ${issue.values.map(String).join(', ')}`)]
    case 'invalid_key':
      return [
        {
          ...wrong(path, `"${name ?? ''}" ${lowerFirst(issue.issues[0]?.message ?? 'is no name')}`),
          atKey: true,
        },
      ]
    case 'too_small':
    case 'too_big':
      return [wrong(path, `"${name ?? ''}" ${boundOf(issue)}`)]
    case 'invalid_union': {
      const meant = meantOf(issue)
      if (meant !== undefined)
        return meant.flatMap(inner =>
          explainIssue({ ...inner, path: [...issue.path, ...inner.path] }, knownKeys),
        )
      return issue.errors.flat().some(({ message, path: below }) => below.length === 0 && isAbsent(message))
        ? [missing(path, name)]
        : [wrong(path, `"${name ?? ''}" ${wordsOf(issue)}`)]
    }
    case 'invalid_format':
    case 'custom':
      return [wrong(path, `"${name ?? ''}" ${wordsOf(issue)}`)]
    default:
      return [wrong(path, `"${name ?? ''}" ${lowerFirst(issue.message)}`)]
  }
}

/** zod says "received undefined" for a key that is not there, and keeps the value itself to itself. */
const isAbsent = (message: string): boolean => message.endsWith('received undefined')

type Union = Extract<z.core.$ZodIssue, { code: 'invalid_union' }>

/** Of several forms the one that was begun: what it needs is there, and what is wrong lies inside. Undefined unless it is one alone. */
const meantOf = ({ errors }: Union): readonly z.core.$ZodIssue[] | undefined => {
  const begun = errors.filter(
    issues =>
      issues.length > 0 &&
      issues.every(({ path, message }) => path.length > 1 || (path.length === 1 && !isAbsent(message))),
  )
  return begun.length === 1 ? begun[0] : undefined
}

type Bound = Extract<z.core.$ZodIssue, { code: 'too_small' | 'too_big' }>

const boundOf = (issue: Bound): string => {
  const limit = issue.code === 'too_small' ? issue.minimum : issue.maximum
  const edge = issue.code === 'too_small' ? 'at least' : 'at most'
  if (issue.origin === 'array') return `must have ${edge} ${limit} ${Number(limit) === 1 ? 'item' : 'items'}`
  if (issue.origin === 'string')
    return issue.code === 'too_small' && Number(limit) === 1
      ? 'must not be empty'
      : `must be ${edge} ${limit} characters long`
  return `must be ${edge} ${limit}`
}

/** A schema's own words, where it has some. */
const wordsOf = (issue: z.core.$ZodIssue): string => {
  const own = issue.message
  if (issue.code === 'invalid_format' && issue.format === 'url')
    return 'must be an address such as https://example.com'
  return own === 'Invalid input' ? 'has a value that is not allowed here' : lowerFirst(own)
}

const missing = (path: YamlPath, name: string | undefined): ExplainedIssue => ({
  code: 'missing-key',
  path: path.slice(0, -1),
  atKey: false,
  problem: `"${name ?? 'the file'}" is missing`,
  next: 'add it',
})

const wrong = (path: YamlPath, problem: string, next = 'correct the value'): ExplainedIssue => ({
  code: 'wrong-value',
  path,
  atKey: false,
  problem,
  next,
})

const lastName = (path: YamlPath): string | undefined => {
  const names = path.filter(step => typeof step === 'string')
  const last = path.at(-1)
  return typeof last === 'number' ? `${names.at(-1) ?? ''}[${last}]` : names.at(-1)
}

const article = (type: string): string =>
  ({
    string: 'text',
    array: 'a list',
    object: 'a map of keys',
    record: 'a map of keys',
    int: 'a whole number',
    boolean: 'true or false',
  })[type] ?? `a ${type}`

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)
