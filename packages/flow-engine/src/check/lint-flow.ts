import { isRecord } from '../expressions/is-record.js'
import { findMoneyAsNumber } from '../expressions/lint-money.js'
import { readEachClause } from '../expressions/template-each.js'
import { splitTemplate, TemplateSyntaxError } from '../expressions/template-parts.js'
import type { FailureKind } from '../failures/failure.js'
import type { ConnectorDescription } from '../ports/connector.js'
import type { Diagnostic, DiagnosticCode, SourcePlace } from './diagnostic.js'
import { type FlowFiles, noFiles } from './flow-files.js'
import { readYaml, type YamlFile, type YamlPath } from './read-yaml.js'
import { resolveOverlay } from './resolve-overlay.js'

export interface LintFlowOptions {
  readonly text: string
  readonly file: string
  readonly connectors: readonly ConnectorDescription[]
  /** Reads the flow that this one extends. */
  readonly files?: FlowFiles
}

/**
 * Warns about what is right and yet hardly meant, in a flow that `checkFlow` has nothing against.
 *
 * Works on the file as written, so it says the same of every kind of step. Of a flow that extends another it says what is its own.
 */
export const lintFlow = ({
  text,
  file,
  connectors,
  files = noFiles,
}: LintFlowOptions): readonly Diagnostic[] => {
  const written = readYaml(text, file).yaml
  const yaml = written === undefined ? undefined : resolveOverlay(written, files).yaml
  if (yaml === undefined || !isRecord(yaml.value)) return []
  const texts = [...textsIn(yaml.value, [])]
  const all = texts.map(({ value }) => value).join('\n')
  return [
    ...unusedSettings(yaml, yaml.value, all),
    ...unusedLookups(yaml, texts, all),
    ...unboundedExports(yaml, yaml.value, connectors),
    ...unhandledFailures(yaml, yaml.value),
    ...moneyAsNumber(yaml, texts),
  ]
    .filter(found => found.file === file)
    .sort((left, right) => left.line - right.line || left.column - right.column)
}

interface TextAt {
  readonly value: string
  readonly path: YamlPath
}

function* textsIn(value: unknown, path: YamlPath): Generator<TextAt> {
  if (typeof value === 'string') yield { value, path }
  else if (Array.isArray(value))
    for (const [index, item] of value.entries()) yield* textsIn(item, [...path, index])
  else if (isRecord(value))
    for (const [name, member] of Object.entries(value))
      if (path.length > 0 || name !== 'settings') yield* textsIn(member, [...path, name])
}

const warning = (code: DiagnosticCode, place: SourcePlace, problem: string, next: string): Diagnostic => ({
  code,
  severity: 'warning',
  ...place,
  problem,
  next,
})

/** Whether texts read a member of something, however they write it. */
const reads = (texts: string, holder: string, name: string): boolean => {
  const plain = name.replace(/[^\w]/g, '\\$&')
  return new RegExp(`\\b${holder}\\s*(?:\\.\\s*\\??\\s*${plain}\\b|\\[\\??\\s*["']${plain}["'])`).test(texts)
}

/** A name that is worked out, such as steps[...], may be any. */
const readsAny = (texts: string, holder: string): boolean =>
  new RegExp(`\\b${holder}\\s*(?:\\[\\s*[^"'\\s]|(?![\\w.\\[ ]))`).test(texts)

const unusedSettings = (
  yaml: YamlFile,
  flow: Readonly<Record<string, unknown>>,
  texts: string,
): readonly Diagnostic[] => {
  const settings = isRecord(flow['settings']) ? Object.keys(flow['settings']) : []
  if (/\bsettings\s*\[\s*[^"'\s]/.test(texts)) return []
  return settings
    .filter(name => !reads(texts, 'settings', name))
    .map(name =>
      warning(
        'unused-setting',
        yaml.placeOfKey(['settings', name]),
        `the setting "${name}" is never used`,
        'use it, or take it out',
      ),
    )
}

const unusedLookups = (yaml: YamlFile, texts: readonly TextAt[], all: string): readonly Diagnostic[] => {
  if (readsAny(all, 'steps')) return []
  return texts
    .filter(
      ({ path, value }) =>
        path.at(-1) === 'lookup' && typeof path.at(-2) === 'number' && !reads(all, 'steps', value),
    )
    .filter(({ path }) => !hasSibling(yaml, path, 'onMiss'))
    .map(({ path, value }) =>
      warning(
        'unused-lookup',
        yaml.placeOf(path),
        `the answer of lookup "${value}" is never used`,
        `read steps.${value}, or say what it is for with "onMiss"`,
      ),
    )
}

const hasSibling = (yaml: YamlFile, path: YamlPath, name: string): boolean => {
  let holder: unknown = yaml.value
  for (const step of path.slice(0, -1))
    holder = isRecord(holder) || Array.isArray(holder) ? Reflect.get(holder, step) : undefined
  return isRecord(holder) && Object.hasOwn(holder, name)
}

/** Keys of an export that bound it. */
const bounds = ['cursor', 'where', 'ids', 'limit', 'mode', 'once']

const unboundedExports = (
  yaml: YamlFile,
  flow: Readonly<Record<string, unknown>>,
  connectors: readonly ConnectorDescription[],
): readonly Diagnostic[] => {
  const one = isRecord(flow['export']) ? [{ path: ['export'], spec: flow['export'] }] : []
  const several = Array.isArray(flow['exports'])
    ? flow['exports'].flatMap((spec: unknown, index) =>
        isRecord(spec) ? [{ path: ['exports', index], spec }] : [],
      )
    : []
  return [...one, ...several]
    .filter(
      ({ spec }) =>
        !bounds.some(key => Object.hasOwn(spec, key)) && hasCursor(flow, spec['from'], connectors),
    )
    .map(({ path, spec }) =>
      warning(
        'unbounded-export',
        yaml.placeOf([...path, 'from']),
        `every run reads all of ${String(spec['from'])}`,
        'add "cursor:" to read what has changed, or bound it with "where:"',
      ),
    )
}

const hasCursor = (
  flow: Readonly<Record<string, unknown>>,
  from: unknown,
  connectors: readonly ConnectorDescription[],
): boolean => {
  const [connection = '', resource = ''] = String(from).split('.')
  const bound = isRecord(flow['connections']) ? flow['connections'][connection] : undefined
  const description = connectors.find(({ name }) => name === bound)
  return Object.keys(description?.resources[resource]?.cursorFields ?? {}).length > 0
}

/** Failures that pass by themselves. Whoever has a rule for one of them hardly means the others to differ. */
const passing: readonly FailureKind[] = ['rate-limited', 'unavailable', 'timeout']

const unhandledFailures = (
  yaml: YamlFile,
  flow: Readonly<Record<string, unknown>>,
): readonly Diagnostic[] => {
  const rules = isRecord(flow['onFailure']) ? Object.keys(flow['onFailure']) : []
  const missing = passing.filter(kind => !rules.includes(kind))
  if (missing.length === 0 || missing.length === passing.length) return []
  return [
    warning(
      'unhandled-failure',
      yaml.placeOfKey(['onFailure']),
      `no rule of the flow meets ${missing.join(' and ')}`,
      'add one beside the others, or leave all of them to the defaults',
    ),
  ]
}

/** Keys whose text is an expression without `${}`. */
const bareKeys: ReadonlySet<string> = new Set(['keep', 'when', 'match', 'if', '$if'])

const moneyAsNumber = (yaml: YamlFile, texts: readonly TextAt[]): readonly Diagnostic[] =>
  texts.flatMap(({ value, path }) =>
    expressionsIn(value, path).flatMap(({ source, offset }) =>
      findMoneyAsNumber(source).map(found =>
        warning(
          'money-as-number',
          yaml.placeOf(path, offset + found.offset),
          `${found.path} is an amount, and is handled as a number`,
          `write money(${found.path})`,
        ),
      ),
    ),
  )

const expressionsIn = (
  text: string,
  path: YamlPath,
): readonly { readonly source: string; readonly offset: number }[] => {
  const key = path.at(-1)
  if (key === '$each') {
    const clause = readEachClause(text)
    return clause === undefined ? [] : [{ source: clause.source, offset: clause.offset }]
  }
  if (typeof key === 'string' && bareKeys.has(key)) return [{ source: text, offset: 0 }]
  try {
    return splitTemplate(text).flatMap(part => (part.kind === 'expression' ? [part] : []))
  } catch (error) {
    if (error instanceof TemplateSyntaxError) return [] // said elsewhere
    throw error
  }
}
