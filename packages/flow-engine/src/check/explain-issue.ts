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
      return [
        issue.input === undefined
          ? missing(path, name)
          : wrong(path, `"${name ?? 'the file'}" must be ${article(issue.expected)}`),
      ]
    case 'invalid_value':
      return [wrong(path, `"${name ?? ''}" must be one of ${issue.values.map(String).join(', ')}`)]
    case 'invalid_union':
      return issue.input === undefined && issue.message === 'Invalid input'
        ? [missing(path, name)]
        : [
            wrong(
              path,
              `"${name ?? ''}" ${issue.message === 'Invalid input' ? 'has a value that is not allowed here' : issue.message}`,
            ),
          ]
    default:
      return [wrong(path, `"${name ?? ''}" ${lowerFirst(issue.message)}`)]
  }
}

const missing = (path: YamlPath, name: string | undefined): ExplainedIssue => ({
  code: 'missing-key',
  path: path.slice(0, -1),
  atKey: false,
  problem: `"${name ?? 'the file'}" is missing`,
  next: 'add it',
})

const wrong = (path: YamlPath, problem: string): ExplainedIssue => ({
  code: 'wrong-value',
  path,
  atKey: false,
  problem,
  next: 'correct the value',
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
  })[type] ?? `a ${type}`

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)
