import { checkFlow } from '../check/check-flow.js'
import { type Diagnostic, hasErrors } from '../check/diagnostic.js'
import { explainIssue } from '../check/explain-issue.js'
import { type FlowFiles, noFiles } from '../check/flow-files.js'
import type { FlowSpec } from '../check/flow-spec.js'
import { keysOfSchema } from '../check/keys-of-schema.js'
import { locate } from '../check/locate.js'
import { readYaml, type YamlFile } from '../check/read-yaml.js'
import { compileFlow } from '../compile/compile-flow.js'
import type { FlowPlan } from '../compile/flow-plan.js'
import type { ConnectorDescription } from '../ports/connector.js'
import type { HookDescription, Hooks } from '../ports/hooks.js'
import { checkTestNames } from './check-test-names.js'
import { compareRun } from './compare-run.js'
import { coverageOf, type FlowCoverage } from './flow-coverage.js'
import { type FlowTestSpec, flowTestSpec, runsOf } from './flow-test-spec.js'
import { openCaseWorld } from './open-case-world.js'
import { placeSettingProblem } from './place-setting-problem.js'
import { runFlowCase } from './run-flow-case.js'
import type { TestWorlds } from './test-world.js'
import { type PlayedCase, updateExpectations } from './update-expectations.js'

export interface RunFlowTestsOptions {
  /** The test file's text. */
  readonly text: string
  readonly file: string
  /** The flow's text. */
  readonly flowText: string
  readonly flowFile: string
  readonly connectors: readonly ConnectorDescription[]
  /** Hooks of the host's; cases may say instead what a hook gives. */
  readonly hooks?: Hooks
  /** Reads the files that the flow and its tests name. */
  readonly files?: FlowFiles
  /** Systems for cases with a `seed`. */
  readonly worlds?: TestWorlds
}

export interface FlowTestReport {
  readonly cases: readonly FlowTestResult[]
  /** What is wrong with the files; no case runs then. */
  readonly diagnostics: readonly Diagnostic[]
  /** Steps that no case reached. */
  readonly unreached: readonly string[]
  /** Missing when no case could run. */
  readonly coverage?: FlowCoverage
}

export interface FlowTestResult {
  readonly name: string
  /** One line for each thing that is not as expected; empty when the case holds. */
  readonly differences: readonly string[]
}

/** Runs the cases of a `*.flow.test.yaml` against its flow, without any network. */
export const runFlowTests = async (options: RunFlowTestsOptions): Promise<FlowTestReport> => {
  const { spec, plan, cases, diagnostics } = await playCases(options)
  if (spec === undefined) return { cases: [], diagnostics, unreached: [] }
  const reports = cases.flatMap(({ runs }) => runs.map(({ run }) => run.report))
  const coverage = coverageOf(spec, plan, reports)
  return { cases: cases.map(toResult), diagnostics, unreached: coverage.steps.unreached, coverage }
}

export interface FlowTestUpdate {
  /** The test file's text, with what the cases came to in place of what they expected. */
  readonly text: string
  /** Cases that expected something else. */
  readonly changed: readonly string[]
  /** What is wrong with the files; no case runs then. */
  readonly diagnostics: readonly Diagnostic[]
}

/** Runs the cases of a test file and writes down what they came to, for a person to review. */
export const updateFlowTests = async (options: RunFlowTestsOptions): Promise<FlowTestUpdate> => {
  const { spec, cases, diagnostics } = await playCases(options)
  if (spec === undefined) return { text: options.text, changed: [], diagnostics }
  const changed = cases.filter(played => toResult(played).differences.length > 0 || played.isNew)
  const text = updateExpectations(
    options.text,
    cases.map(played => (changed.includes(played) ? played : undefined)),
  )
  return { text, changed: changed.map(({ name }) => name), diagnostics }
}

interface NamedCase extends PlayedCase {
  readonly name: string
  /** It expects nothing yet. */
  readonly isNew: boolean
}

interface PlayedCases {
  /** The flow; missing when no case ran. */
  readonly spec?: FlowSpec
  readonly plan?: FlowPlan
  readonly cases: readonly NamedCase[]
  readonly diagnostics: readonly Diagnostic[]
}

const playCases = async (options: RunFlowTestsOptions): Promise<PlayedCases> => {
  const { spec: tests, yaml, diagnostics } = readTests(options)
  if (tests === undefined || yaml === undefined) return { cases: [], diagnostics }
  const { connectors, hooks = {}, files } = options
  const shared = { connectors, ...(files === undefined ? {} : { files }) }
  const checked = checkFlow({
    text: options.flowText,
    file: options.flowFile,
    hooks: { ...hooks, ...fakeHookNames(tests) },
    ...shared,
  })
  const { spec } = checked
  if (spec === undefined || hasErrors(checked.diagnostics))
    return { cases: [], diagnostics: checked.diagnostics }
  const unknownNames = checkTestNames(tests, yaml, spec)
  if (unknownNames.length > 0) return { cases: [], diagnostics: unknownNames }

  const planned = tests.cases.map((testCase, index) => {
    const { plan, problems } = compileFlow(spec, {
      settings: { ...tests.settings, ...testCase.settings },
      connections: { ...defaultKeys(spec.connections), ...tests.connections },
      ...shared,
    })
    return {
      testCase,
      index,
      plan,
      problems: problems.map(problem => placeSettingProblem(problem, tests, yaml, index)),
    }
  })
  const wrongSettings = distinct(planned.flatMap(({ problems }) => problems))
  if (wrongSettings.length > 0) return { cases: [], diagnostics: wrongSettings }

  const cases: NamedCase[] = []
  const unopened: Diagnostic[] = []
  for (const { testCase, index, plan } of planned) {
    if (plan === undefined) continue
    const path = ['cases', index]
    const { worlds } = options
    const opened = await openCaseWorld({ tests, testCase, path, yaml, plan, worlds, files: files ?? noFiles })
    unopened.push(...opened.diagnostics)
    if (opened.diagnostics.length > 0) continue
    const { name, expect, runs } = testCase
    const { world } = opened
    try {
      const played = await runFlowCase(plan, runsOf(testCase), { connectors, hooks, world })
      cases.push({ name, isNew: expect === undefined && runs === undefined, runs: played })
    } finally {
      await world?.close()
    }
  }
  if (unopened.length > 0) return { cases: [], diagnostics: unopened }
  const lastPlan = planned.at(-1)?.plan
  return { spec, cases, diagnostics: [], ...(lastPlan === undefined ? {} : { plan: lastPlan }) }
}

/** What the file says is wrong in every case that does not say otherwise, and is said once. */
const distinct = (diagnostics: readonly Diagnostic[]): readonly Diagnostic[] => [
  ...new Map(diagnostics.map(found => [JSON.stringify(found), found])).values(),
]

const toResult = ({ name, runs }: NamedCase): FlowTestResult => {
  const differences = runs.flatMap(({ expect, run }, index) => {
    const found = compareRun(expect, run)
    return runs.length === 1 ? found : found.map(line => `run ${index + 1}: ${line}`)
  })
  return { name, differences }
}

const defaultKeys = (connections: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.keys(connections).map(name => [name, { key: name.toUpperCase() }]))

/** Hooks that cases stand in for are known to the check. */
const fakeHookNames = ({ cases }: FlowTestSpec): Readonly<Record<string, HookDescription>> =>
  Object.fromEntries(
    cases
      .flatMap(runsOf)
      .flatMap(({ hooks = {} }) => Object.keys(hooks).map(name => [name, { summary: '' }])),
  )

const readTests = ({
  text,
  file,
}: RunFlowTestsOptions): {
  readonly spec?: FlowTestSpec
  readonly yaml?: YamlFile
  readonly diagnostics: readonly Diagnostic[]
} => {
  const { yaml, diagnostics } = readYaml(text, file)
  if (yaml === undefined) return { diagnostics }
  const { data, error } = flowTestSpec.safeParse(yaml.value)
  if (data !== undefined && diagnostics.length === 0) return { spec: data, yaml, diagnostics }
  const wrongShape = (error?.issues ?? []).flatMap(issue =>
    explainIssue(issue, path => keysOfSchema(flowTestSpec, path)).map(explained =>
      locate(yaml, {
        ...explained,
        problem: explained.problem.replace('the flow has', 'the test file has'),
      }),
    ),
  )
  return { diagnostics: [...diagnostics, ...wrongShape] }
}
