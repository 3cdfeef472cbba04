import type { ConnectorDescription } from '../ports/connector.js'
import type { HookDescription } from '../ports/hooks.js'
import { checkNames } from './check-names.js'
import { type Diagnostic, hasErrors } from './diagnostic.js'
import { explainIssue } from './explain-issue.js'
import { onlyExport } from './export-spec.js'
import { type FlowFiles, noFiles } from './flow-files.js'
import { type FlowFile, type FlowSpec, flowFileSpec, type LocatedExport } from './flow-spec.js'
import { keysOfSchema } from './keys-of-schema.js'
import { locate } from './locate.js'
import { openFragmentFiles } from './open-fragments.js'
import { readNested, readSteps, recoveryLists } from './read-steps.js'
import { readYaml, type YamlFile } from './read-yaml.js'
import { resolveOverlay } from './resolve-overlay.js'
import { toSettingsSchema } from './setting-spec.js'

export interface CheckFlowOptions {
  readonly text: string
  /** Shown in diagnostics. */
  readonly file: string
  /** Every connector the host knows. */
  readonly connectors: readonly ConnectorDescription[]
  /** Every hook the host knows. */
  readonly hooks?: { readonly [name: string]: HookDescription }
  /** Reads the files that the flow names. */
  readonly files?: FlowFiles
}

export interface FlowCheck {
  /** There when no diagnostic is an error. */
  readonly spec?: FlowSpec
  /** In the order of the file; those of other files that it names come after. */
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * Reads a flow and says everything that is wrong with it at once: YAML, keys, names, expressions.
 *
 * Needs no account and no network: expressions are checked against the connectors' descriptions.
 */
export const checkFlow = ({
  text,
  file,
  connectors,
  hooks = {},
  files = noFiles,
}: CheckFlowOptions): FlowCheck => {
  const { yaml: written, diagnostics: unreadable } = readYaml(text, file)
  if (written === undefined) return { diagnostics: unreadable }
  const { yaml, diagnostics: unresolved } = resolveOverlay(written, files)
  const found: Diagnostic[] = [...unreadable, ...unresolved]
  if (yaml === undefined) return { diagnostics: sortByPlace(found, file) }

  const spec = checkShape(yaml, found, files, connectors)
  if (spec !== undefined) found.push(...checkNames({ spec, yaml, connectors, hooks, files }))
  const diagnostics = sortByPlace(found, file)
  return spec === undefined || hasErrors(diagnostics) ? { diagnostics } : { spec, diagnostics }
}

/** The flow's shape; undefined when its top is wrong. Steps that are wrong are left out. */
const checkShape = (
  yaml: YamlFile,
  found: Diagnostic[],
  files: FlowFiles,
  connectors: readonly ConnectorDescription[],
): FlowSpec | undefined => {
  const { data, error } = flowFileSpec.safeParse(yaml.value)
  for (const issue of error?.issues ?? []) {
    const explained = explainIssue(issue, path => keysOfSchema(flowFileSpec, path))
    found.push(...explained.map(one => locate(yaml, one)))
  }
  const openFragments = openFragmentFiles(files, connectors, diagnostic => found.push(diagnostic))
  const { steps, diagnostics } = readSteps(yaml, stepsOf(yaml.value), ['steps'], openFragments)
  found.push(...diagnostics)
  if (data === undefined) return undefined

  const recoveries = readNested(yaml, recoveryLists(data.onFailure), [], openFragments)
  found.push(...recoveries.diagnostics)
  const { export: _, exports: __, ...top } = data
  return {
    ...top,
    exports: locateExports(data, yaml, found),
    steps,
    recoveries: recoveries.nested,
    settingsSchema: toSettingsSchema(data.settings),
    file: yaml.file,
  }
}

const locateExports = (
  { export: only, exports: several }: FlowFile,
  yaml: YamlFile,
  found: Diagnostic[],
): readonly LocatedExport[] => {
  if ((only === undefined) === (several === undefined)) {
    const missing = only === undefined
    found.push({
      code: missing ? 'missing-key' : 'wrong-value',
      severity: 'error',
      ...(missing ? yaml.placeOf([]) : yaml.placeOfKey(['exports'])),
      problem: missing ? '"export" is missing' : 'a flow has either "export" or "exports"',
      next: missing ? 'add it' : 'move the one under "export" into the list, with a name',
    })
  }
  if (only !== undefined) return [{ ...only, name: onlyExport, yamlPath: ['export'] }]
  return (several ?? []).map(({ export: name, ...spec }, index) => ({
    ...spec,
    name,
    yamlPath: ['exports', index],
  }))
}

const stepsOf = (value: unknown): readonly unknown[] =>
  typeof value === 'object' && value !== null && 'steps' in value && Array.isArray(value.steps)
    ? value.steps
    : []

/** One mistake in a fragment is one diagnostic, however often the fragment is called. */
const sortByPlace = (diagnostics: readonly Diagnostic[], file: string): readonly Diagnostic[] => {
  const distinct = new Map(diagnostics.map(found => [JSON.stringify(found), found]))
  const fileOrder = (found: Diagnostic): string => (found.file === file ? '' : found.file)
  return [...distinct.values()].sort(
    (left, right) =>
      (fileOrder(left) < fileOrder(right) ? -1 : fileOrder(left) > fileOrder(right) ? 1 : 0) ||
      left.line - right.line ||
      left.column - right.column,
  )
}
