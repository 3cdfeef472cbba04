import { checkFlow } from '../check/check-flow.js'
import type { Diagnostic } from '../check/diagnostic.js'
import { explainIssue } from '../check/explain-issue.js'
import { readYaml, type YamlFile } from '../check/read-yaml.js'
import { compileFlow } from '../compile/compile-flow.js'
import type { FlowPlan, ImportPlan, LookupPlan } from '../compile/flow-plan.js'
import type { Json, JsonObject } from '../json.js'
import { createMemoryStore } from '../memory-store/create-memory-store.js'
import type { Connector, ConnectorDescription } from '../ports/connector.js'
import type { Outcome } from '../run/outcome.js'
import { runFlow } from '../run/run-flow.js'
import { describeDifference } from './describe-difference.js'
import { fakeClock } from './fake-clock.js'
import { fakeConnector } from './fake-connector.js'
import { type FlowTestCase, type FlowTestSpec, flowTestSpec } from './flow-test-spec.js'

export interface RunFlowTestsOptions {
  /** The test file's text. */
  readonly text: string
  readonly file: string
  /** The flow's text. */
  readonly flowText: string
  readonly flowFile: string
  readonly connectors: readonly ConnectorDescription[]
}

export interface FlowTestReport {
  readonly cases: readonly FlowTestResult[]
  /** What is wrong with the files; no case runs then. */
  readonly diagnostics: readonly Diagnostic[]
  /** Steps that no case reached. */
  readonly unreached: readonly string[]
}

export interface FlowTestResult {
  readonly name: string
  /** One line for each thing that is not as expected; empty when the case holds. */
  readonly differences: readonly string[]
}

/** Runs the cases of a `*.flow.test.yaml` against its flow, without any network. */
export const runFlowTests = async (options: RunFlowTestsOptions): Promise<FlowTestReport> => {
  const { spec, diagnostics } = readTests(options)
  if (spec === undefined) return { cases: [], diagnostics, unreached: [] }
  const checked = checkFlow({
    text: options.flowText,
    file: options.flowFile,
    connectors: options.connectors,
  })
  if (checked.spec === undefined) return { cases: [], diagnostics: checked.diagnostics, unreached: [] }

  const cases: FlowTestResult[] = []
  const reached = new Set<string>()
  for (const testCase of spec.cases) {
    const { plan, problems } = compileFlow(checked.spec, {
      settings: { ...spec.settings, ...testCase.settings },
      connections: { ...defaultKeys(checked.spec.connections), ...spec.connections },
      connectors: options.connectors,
    })
    if (plan === undefined) {
      cases.push({
        name: testCase.name,
        differences: problems.map(({ problem, next }) => `${problem}; ${next}`),
      })
      continue
    }
    const run = await runCase(plan, testCase, options.connectors)
    for (const step of run.reached) reached.add(step)
    cases.push({ name: testCase.name, differences: compare(testCase, run) })
  }
  return {
    cases,
    diagnostics: [],
    unreached: checked.spec.steps.map(({ id }) => id).filter(id => !reached.has(id)),
  }
}

const defaultKeys = (connections: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.keys(connections).map(name => [name, { key: name.toUpperCase() }]))

const readTests = ({
  text,
  file,
}: RunFlowTestsOptions): { readonly spec?: FlowTestSpec; readonly diagnostics: readonly Diagnostic[] } => {
  const { yaml, diagnostics } = readYaml(text, file)
  if (yaml === undefined) return { diagnostics }
  const { data, error } = flowTestSpec.safeParse(yaml.value)
  if (data !== undefined) return { spec: data, diagnostics: [] }
  return {
    diagnostics: error.issues.flatMap(issue =>
      explainIssue(issue, () => []).map(explained => locate(yaml, explained)),
    ),
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

interface CaseRun {
  readonly outcomes: readonly Outcome[]
  readonly payloads: Readonly<Record<string, readonly JsonObject[]>>
  /** Steps that at least one record came to. */
  readonly reached: ReadonlySet<string>
}

const runCase = async (
  plan: FlowPlan,
  testCase: FlowTestCase,
  descriptions: readonly ConnectorDescription[],
): Promise<CaseRun> => {
  const payloads: Record<string, JsonObject[]> = {}
  const tries = new Map<string, number>()
  const outcomes = new Map<string, Outcome>()
  const connections = Object.fromEntries(
    Object.entries(plan.connections).map(([name, { connector }]) => {
      const description = descriptions.find(candidate => candidate.name === connector)
      const base = fakeConnector({
        ...(description === undefined ? {} : { description }),
        ...(name === plan.export.connection ? { pages: [testCase.records] } : {}),
      })
      const answering: Connector = {
        ...base,
        lookupMany: async ({ lookup, keys }) => {
          const answers = lookupAnswers(plan, testCase, name, lookup)
          return keys.map(key => ({ key, matches: answers[key] ?? [] }))
        },
        importMany: async request => {
          const step = importStep(plan, name, request.target)
          return request.items.map(item => {
            const attempt = (tries.get(`${step} ${item.idempotencyKey}`) ?? 0) + 1
            tries.set(`${step} ${item.idempotencyKey}`, attempt)
            if (attempt === 1)
              payloads[step] = [
                ...(payloads[step] ?? []),
                {
                  ...item.payload,
                  ...(item.externalId === undefined ? {} : { externalId: item.externalId }),
                },
              ]
            const failure = testCase.failures[step]
            if (failure !== undefined && (failure.times === undefined || attempt <= failure.times)) {
              return { status: 'failed', failure: { kind: failure.kind, message: failure.message } } as const
            }
            return {
              status: 'written',
              change: 'created',
              ref: `${step}-1`,
              answer: { id: `${step}-1` },
            } as const
          })
        },
      }
      return [name, answering]
    }),
  )
  const observer = {
    observe: (event: { readonly type: string; readonly outcome?: Outcome }) => {
      if (event.type === 'recordSettled' && event.outcome !== undefined)
        outcomes.set(event.outcome.traceKey, event.outcome)
    },
  }
  const host = { connections, store: createMemoryStore(), clock: fakeClock(), observer, random: () => 0 }
  await runFlow({ ...plan, concurrency: 1, pagesInFlight: 1 }, host)
  return {
    outcomes: inOrder(plan, testCase.records, outcomes),
    payloads,
    reached: reachedSteps(plan, [...outcomes.values()]),
  }
}

/** Cases list outcomes in the order of their records, whatever order they settled in. */
const inOrder = (
  plan: FlowPlan,
  records: readonly JsonObject[],
  outcomes: ReadonlyMap<string, Outcome>,
): readonly Outcome[] => {
  const keys = records.map(record => String(record[plan.export.idField] ?? ''))
  const position = (outcome: Outcome): number => {
    const index = keys.findIndex(key => key !== '' && outcome.traceKey.includes(key))
    return index < 0 ? keys.length : index
  }
  return [...outcomes.values()].sort((left, right) => position(left) - position(right))
}

const reachedSteps = (plan: FlowPlan, outcomes: readonly Outcome[]): ReadonlySet<string> => {
  const ids = plan.steps.map(({ id }) => id)
  const furthest = Math.max(
    -1,
    ...outcomes.map(outcome => (outcome.status === 'written' ? ids.length - 1 : ids.indexOf(outcome.step))),
  )
  return new Set(ids.slice(0, furthest + 1))
}

const lookupAnswers = (
  plan: FlowPlan,
  testCase: FlowTestCase,
  connection: string,
  lookup: string,
): Readonly<Record<string, readonly JsonObject[]>> => {
  const steps = plan.steps.filter(
    (step): step is LookupPlan =>
      step.kind === 'lookup' && step.connection === connection && step.lookup === lookup,
  )
  return Object.assign({}, ...steps.map(({ id }) => mapValues(testCase.lookups[id] ?? {}, toMatches)))
}

const toMatches = (answer: JsonObject | readonly JsonObject[]): readonly JsonObject[] =>
  isList(answer) ? answer : [answer]

const isList = (value: JsonObject | readonly JsonObject[]): value is readonly JsonObject[] =>
  Array.isArray(value)

const mapValues = <From, To>(
  object: Readonly<Record<string, From>>,
  map: (value: From) => To,
): Record<string, To> => Object.fromEntries(Object.entries(object).map(([name, value]) => [name, map(value)]))

const importStep = (plan: FlowPlan, connection: string, target: string): string =>
  plan.steps.find(
    (step): step is ImportPlan =>
      step.kind === 'import' && step.connection === connection && step.target === target,
  )?.id ?? target

const compare = ({ expect }: FlowTestCase, { outcomes, payloads }: CaseRun): readonly string[] => {
  const found = outcomes.map(describeOutcome)
  const differences = expect.outcomes.flatMap((wanted, index) => {
    const line = found[index] ?? 'no outcome'
    return line === wanted || line.startsWith(`${wanted}: `)
      ? []
      : [`record ${index + 1}: wanted "${wanted}", found "${line}"`]
  })
  if (found.length > expect.outcomes.length)
    differences.push(...found.slice(expect.outcomes.length).map(line => `not expected: "${line}"`))
  for (const [step, wanted] of Object.entries(expect.payloads)) {
    const given: Json = [...(payloads[step] ?? [])]
    differences.push(...describeDifference(wanted, given, step))
  }
  for (const path of expect.absent) {
    const [step = '', ...names] = path.split('.')
    for (const [index, payload] of (payloads[step] ?? []).entries()) {
      if (valueAt(payload, names) !== undefined)
        differences.push(`${step}[${index}].${names.join('.')}: should not be there`)
    }
  }
  return differences
}

const valueAt = (value: Json | undefined, [name, ...rest]: readonly string[]): Json | undefined => {
  if (name === undefined) return value
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  return valueAt(Object.entries(value).find(([key]) => key === name)?.[1], rest)
}

const describeOutcome = (outcome: Outcome): string => {
  switch (outcome.status) {
    case 'written':
      return 'written'
    case 'skipped':
      return `skipped: ${outcome.reason}`
    case 'failed':
      return `failed: ${outcome.failure.kind}: ${outcome.failure.message}`
    default:
      return outcome satisfies never
  }
}
