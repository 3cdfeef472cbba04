import type { FragmentFiles, NestedList } from '../steps/step-definition.js'
import { stepRegistry } from '../steps/step-registry.js'
import type { Diagnostic } from './diagnostic.js'
import { explainIssue } from './explain-issue.js'
import type { LocatedStep, NestedSteps } from './flow-spec.js'
import { keysOfSchema } from './keys-of-schema.js'
import { locate } from './locate.js'
import { suggest } from './nearest-word.js'
import type { YamlFile, YamlPath } from './read-yaml.js'
import type { OnFailureSpec } from './shared-spec.js'

export interface StepsRead {
  /** Steps that are wrong are left out. */
  readonly steps: readonly LocatedStep[]
  readonly diagnostics: readonly Diagnostic[]
}

/** Hands out a fragment file's reader to steps that name one; `depth` keeps fragments from calling each other for ever. */
export type OpenFragments = (from: YamlFile, at: YamlPath) => FragmentFiles

/** Reads a list of steps, each by its kind, and the steps inside them. */
export const readSteps = (
  yaml: YamlFile,
  values: readonly unknown[],
  path: YamlPath,
  openFragments: OpenFragments,
): StepsRead => {
  const diagnostics: Diagnostic[] = []
  const steps = values.flatMap((value, index) => {
    const read = readStep(yaml, value, [...path, index], openFragments)
    diagnostics.push(...read.diagnostics)
    return read.steps
  })
  return { steps, diagnostics }
}

const readStep = (
  yaml: YamlFile,
  value: unknown,
  path: YamlPath,
  openFragments: OpenFragments,
): StepsRead => {
  const keys = typeof value === 'object' && value !== null ? Object.keys(value) : []
  const kind = stepRegistry.find(candidate => keys.includes(candidate.kind))
  if (kind === undefined) return { steps: [], diagnostics: [unknownStep(yaml, path, keys)] }
  const reading = kind.read(value)
  if (reading.step === undefined) {
    const diagnostics = reading.issues.flatMap(issue =>
      explainIssue(issue, at => keysOfSchema(kind.schema, at)).map(explained =>
        locate(yaml, {
          ...explained,
          path: [...path, ...explained.path],
          problem: explained.problem.replace('the flow', `this ${kind.kind}`),
        }),
      ),
    )
    return { steps: [], diagnostics }
  }
  const { step } = reading
  const id = String(Reflect.get(Object(value), kind.kind))
  const lists = [...step.nested(openFragments(yaml, path)), ...recoveryLists(step.onFailure)]
  const { nested, diagnostics } = readNested(yaml, lists, path, openFragments)
  return { steps: [{ id, at: yaml.placeOf(path), yaml, yamlPath: path, step, nested }], diagnostics }
}

/** Reads the lists of steps inside something. */
export const readNested = (
  yaml: YamlFile,
  lists: readonly NestedList[],
  path: YamlPath,
  openFragments: OpenFragments,
): { readonly nested: NestedSteps; readonly diagnostics: readonly Diagnostic[] } => {
  const nested = new Map<string, readonly LocatedStep[]>()
  const diagnostics: Diagnostic[] = []
  for (const list of lists) {
    const root = list.yaml === undefined ? path : []
    const read = readSteps(list.yaml ?? yaml, list.steps, [...root, ...list.path], openFragments)
    nested.set(list.key, read.steps)
    diagnostics.push(...read.diagnostics)
  }
  return { nested, diagnostics }
}

/** The steps of `onFailure` rules; `recoveryKey` names them. */
export const recoveryLists = (onFailure: OnFailureSpec | undefined): readonly NestedList[] =>
  Object.entries(onFailure ?? {}).flatMap(([kind, rule]) => {
    if (typeof rule !== 'object') return []
    const path = ['onFailure', kind]
    if ('run' in rule) return [{ key: recoveryKey(kind), path: [...path, 'run'], steps: rule.run }]
    const { then } = rule.retry
    if (typeof then !== 'object') return []
    return [{ key: recoveryKey(kind), path: [...path, 'retry', 'then', 'run'], steps: then.run }]
  })

export const recoveryKey = (kind: string): string => `onFailure ${kind}`

const unknownStep = (yaml: YamlFile, path: YamlPath, keys: readonly string[]): Diagnostic => {
  const kinds = stepRegistry.map(({ kind }) => kind)
  const [first] = keys
  return {
    code: 'unknown-key',
    severity: 'error',
    ...(first === undefined ? yaml.placeOf(path) : yaml.placeOfKey([...path, first])),
    problem: first === undefined ? 'this step has no kind' : `no step starts with "${first}"`,
    next: first === undefined ? `start it with one of ${kinds.join(', ')}` : suggest(first, kinds),
  }
}
