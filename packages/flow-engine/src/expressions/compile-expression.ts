import { EvaluationError } from '@marcbachmann/cel-js'
import { environmentWith } from './environment.js'
import { guardSource } from './guard-source.js'
import { MappingError } from './mapping-error.js'
import { type Scope, scopeNames } from './scope.js'
import { startWork } from './work-budget.js'

export type Evaluate = (scope: Scope) => unknown

/**
 * Turns an expression into a function of the scope.
 *
 * The function throws `MappingError` when the record does not have what the expression needs.
 *
 * @param names Names in scope besides the usual ones, from `$each` or a step.
 * @throws ParseError for text that is no expression; `checkFlow` has found that before.
 */
export const compileExpression = (source: string, names: readonly string[] = []): Evaluate => {
  const key = JSON.stringify([source, names])
  const known = compiled.get(key)
  if (known !== undefined) return known
  const evaluate = compile(source, names)
  if (compiled.size >= maxKept) compiled.clear()
  compiled.set(key, evaluate)
  return evaluate
}

/** A flow's expressions are compiled for its first run, and not again for each that follows. */
const compiled = new Map<string, Evaluate>()

/** More expressions than the flows of a host have. */
const maxKept = 10_000

const compile = (source: string, names: readonly string[]): Evaluate => {
  const path = toBarePath(source)
  if (path !== undefined && isInScope(path[0], names)) return scope => followPath(scope, path, source)
  const environment = environmentWith([...scopeNames, ...names])
  const evaluate = environment.parse(guardSource(source, environment.parse(source).ast))
  return scope => {
    try {
      startWork()
      return evaluate(scope)
    } catch (error) {
      throw toMappingError(error, source)
    }
  }
}

const barePath = /^\s*[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*\s*$/
const words = new Set(['true', 'false', 'null'])

/** Most of a payload is bare paths, and a getter is far quicker than an evaluator. */
const toBarePath = (source: string): readonly string[] | undefined => {
  if (!barePath.test(source)) return undefined
  const path = source.trim().split('.')
  return path.some(name => words.has(name)) ? undefined : path
}

const isInScope = (name: string | undefined, names: readonly string[]): boolean =>
  name !== undefined && (names.includes(name) || scopeNames.some(known => known === name))

const followPath = (scope: Scope, path: readonly string[], source: string): unknown => {
  startWork()
  let value: unknown = scope
  for (const name of path) {
    if (!isObject(value) || !Object.hasOwn(value, name)) throw absent(source, name)
    value = value[name]
  }
  return value
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

const absent = (source: string, name: string): MappingError =>
  new MappingError(
    `"${name}" is absent in ${shorten(source)}`,
    'If it may be absent, write .? before it and .orValue(...) after: record.?field.orValue("").',
  )

const toMappingError = (error: unknown, source: string): MappingError => {
  if (!(error instanceof EvaluationError))
    return new MappingError(`${messageOf(error)}, in ${shorten(source)}`)
  const missingKey = /^No such key: (.+)$/.exec(error.summary)
  if (missingKey?.[1] !== undefined) return absent(source, missingKey[1])
  return new MappingError(`${error.summary}, in ${shorten(source)}`)
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const shorten = (source: string): string => {
  const line = source.replace(/\s+/g, ' ').trim()
  return line.length > 160 ? `${line.slice(0, 160)}…` : line
}
