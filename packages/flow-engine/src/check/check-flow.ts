import { failureKinds } from '../failures/failure.js'
import type { JsonSchema } from '../json.js'
import type { ConnectorDescription } from '../ports/connector.js'
import { stepRegistry } from '../steps/step-registry.js'
import { checkNames } from './check-names.js'
import { type Diagnostic, hasErrors } from './diagnostic.js'
import { explainIssue } from './explain-issue.js'
import { type FlowFile, type FlowSpec, flowFileSpec, type LocatedStep } from './flow-spec.js'
import { suggest } from './nearest-word.js'
import { readYaml, type YamlFile, type YamlPath } from './read-yaml.js'

export interface CheckFlowOptions {
  readonly text: string
  /** Shown in diagnostics. */
  readonly file: string
  /** Every connector the host knows. */
  readonly connectors: readonly ConnectorDescription[]
}

export interface FlowCheck {
  /** There when no diagnostic is an error. */
  readonly spec?: FlowSpec
  /** In the order of the file. */
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * Reads a flow and says everything that is wrong with it at once: YAML, keys, names, expressions.
 *
 * Needs no account and no network: expressions are checked against the connectors' descriptions.
 */
export const checkFlow = ({ text, file, connectors }: CheckFlowOptions): FlowCheck => {
  const { yaml, diagnostics: unreadable } = readYaml(text, file)
  if (yaml === undefined) return { diagnostics: unreadable }

  const shape = checkShape(yaml)
  const names = shape.flow === undefined ? [] : checkNames({ ...shape.flow, yaml, connectors })
  const diagnostics = sortByPlace([...shape.diagnostics, ...names])
  if (shape.flow === undefined || hasErrors(diagnostics)) return { diagnostics }
  const { file: flow, steps } = shape.flow
  return { spec: { ...flow, steps, settingsSchema: settingsSchema(flow), file }, diagnostics }
}

interface CheckedShape {
  /** There when the top is right; steps that are wrong are left out. */
  readonly flow?: { readonly file: FlowFile; readonly steps: readonly LocatedStep[] }
  readonly diagnostics: readonly Diagnostic[]
}

const checkShape = (yaml: YamlFile): CheckedShape => {
  const { data, error } = flowFileSpec.safeParse(yaml.value)
  const diagnostics: Diagnostic[] = (error?.issues ?? []).flatMap(issue =>
    explainIssue(issue, path => keysAt(path)).map(explained => locate(yaml, explained)),
  )
  const written = stepsOf(yaml.value)
  const steps = written.flatMap((value, index) => {
    const reading = readStep(yaml, value, index)
    diagnostics.push(...reading.diagnostics)
    return reading.step === undefined ? [] : [reading.step]
  })
  return data === undefined ? { diagnostics } : { flow: { file: data, steps }, diagnostics }
}

/** The keys that are known at a place, for suggestions. */
const keysAt = (path: YamlPath): readonly string[] => {
  if (path.length === 0) return Object.keys(flowFileSpec.shape)
  switch (path.at(-1)) {
    case 'export':
      return Object.keys(flowFileSpec.shape.export.shape)
    case 'cursor':
      return ['field', 'overlap']
    case 'onFailure':
      return failureKinds
    case 'retry':
      return ['attempts', 'backoff', 'then']
    default:
      return []
  }
}

const stepsOf = (value: unknown): readonly unknown[] =>
  typeof value === 'object' && value !== null && 'steps' in value && Array.isArray(value.steps)
    ? value.steps
    : []

interface StepRead {
  readonly step?: LocatedStep
  readonly diagnostics: readonly Diagnostic[]
}

const readStep = (yaml: YamlFile, value: unknown, index: number): StepRead => {
  const path: YamlPath = ['steps', index]
  const keys = typeof value === 'object' && value !== null ? Object.keys(value) : []
  const kind = stepRegistry.find(candidate => keys.includes(candidate.kind))
  if (kind === undefined) return { diagnostics: [unknownStep(yaml, path, keys)] }
  const reading = kind.read(value)
  if (reading.step === undefined) {
    const known = keysOfSchema(kind.schema)
    const diagnostics = reading.issues.flatMap(issue =>
      explainIssue(issue, at => (at.length === 0 ? known : keysAt(at))).map(explained =>
        locate(yaml, {
          ...explained,
          path: [...path, ...explained.path],
          problem: explained.problem.replace('the flow', `this ${kind.kind}`),
        }),
      ),
    )
    return { diagnostics }
  }
  const id = String(Reflect.get(Object(value), kind.kind))
  return { step: { id, at: yaml.placeOf(path), step: reading.step }, diagnostics: [] }
}

const keysOfSchema = (schema: unknown): readonly string[] =>
  typeof schema === 'object' &&
  schema !== null &&
  'shape' in schema &&
  typeof schema.shape === 'object' &&
  schema.shape !== null
    ? Object.keys(schema.shape)
    : []

const unknownStep = (yaml: YamlFile, path: YamlPath, keys: readonly string[]): Diagnostic => {
  const kinds = stepRegistry.map(({ kind }) => kind)
  const [first] = keys
  return {
    code: 'unknown-key',
    severity: 'error',
    file: yaml.file,
    ...(first === undefined ? yaml.placeOf(path) : yaml.placeOfKey([...path, first])),
    problem: first === undefined ? 'this step has no kind' : `no step starts with "${first}"`,
    next: first === undefined ? `start it with one of ${kinds.join(', ')}` : suggest(first, kinds),
  }
}

const locate = (
  yaml: YamlFile,
  { code, path, atKey, problem, next }: ReturnType<typeof explainIssue>[number],
): Diagnostic => ({
  code,
  severity: 'error',
  file: yaml.file,
  ...(atKey ? yaml.placeOfKey(path) : yaml.placeOf(path)),
  problem,
  next,
})

const settingsSchema = ({ settings }: FlowFile): JsonSchema => ({
  type: 'object',
  additionalProperties: false,
  properties: Object.fromEntries(
    Object.entries(settings).map(([name, { required: _, ...schema }]) => [name, schema]),
  ),
  required: Object.entries(settings)
    .filter(([, { required }]) => required)
    .map(([name]) => name),
})

const sortByPlace = (diagnostics: readonly Diagnostic[]): readonly Diagnostic[] =>
  [...diagnostics].sort((left, right) => left.line - right.line || left.column - right.column)
