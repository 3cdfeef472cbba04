import { checkFlow } from '../check/check-flow.js'
import { type Diagnostic, hasErrors } from '../check/diagnostic.js'
import { explainIssue } from '../check/explain-issue.js'
import type { FlowFiles } from '../check/flow-files.js'
import { keysOfSchema } from '../check/keys-of-schema.js'
import { locate } from '../check/locate.js'
import { readYaml } from '../check/read-yaml.js'
import { compileFlow } from '../compile/compile-flow.js'
import type { FlowPlan } from '../compile/flow-plan.js'
import type { ConnectorDescription } from '../ports/connector.js'
import type { HookDescription, Hooks } from '../ports/hooks.js'
import type { RunReport } from '../run/run-report.js'
import { compareRun } from './compare-run.js'
import { coverageOf, type FlowCoverage } from './flow-coverage.js'
import { type FlowTestSpec, flowTestSpec, runsOf } from './flow-test-spec.js'
import { runFlowCase } from './run-flow-case.js'

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
  /** Reads the files that the flow names. */
  readonly files?: FlowFiles
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
  const { spec, diagnostics } = readTests(options)
  if (spec === undefined) return { cases: [], diagnostics, unreached: [] }
  const { connectors, hooks = {}, files } = options
  const shared = { connectors, ...(files === undefined ? {} : { files }) }
  const checked = checkFlow({
    text: options.flowText,
    file: options.flowFile,
    hooks: { ...hooks, ...fakeHookNames(spec) },
    ...shared,
  })
  if (checked.spec === undefined || hasErrors(checked.diagnostics))
    return { cases: [], diagnostics: checked.diagnostics, unreached: [] }

  const cases: FlowTestResult[] = []
  const reports: RunReport[] = []
  let lastPlan: FlowPlan | undefined
  for (const testCase of spec.cases) {
    const { plan, problems } = compileFlow(checked.spec, {
      settings: { ...spec.settings, ...testCase.settings },
      connections: { ...defaultKeys(checked.spec.connections), ...spec.connections },
      ...shared,
    })
    if (plan === undefined) {
      const differences = problems.map(({ problem, next }) => `${problem}; ${next}`)
      cases.push({ name: testCase.name, differences })
      continue
    }
    lastPlan = plan
    const wanted = runsOf(testCase)
    const runs = await runFlowCase(plan, wanted, { connectors, hooks })
    reports.push(...runs.map(({ report }) => report))
    const differences = runs.flatMap((run, index) => {
      const expect = wanted[index]?.expect
      const found = expect === undefined ? [] : compareRun(expect, run)
      return wanted.length === 1 ? found : found.map(line => `run ${index + 1}: ${line}`)
    })
    cases.push({ name: testCase.name, differences })
  }
  const coverage = coverageOf(checked.spec, lastPlan, reports)
  return { cases, diagnostics: [], unreached: coverage.steps.unreached, coverage }
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
}: RunFlowTestsOptions): { readonly spec?: FlowTestSpec; readonly diagnostics: readonly Diagnostic[] } => {
  const { yaml, diagnostics } = readYaml(text, file)
  if (yaml === undefined) return { diagnostics }
  const { data, error } = flowTestSpec.safeParse(yaml.value)
  if (data !== undefined) return { spec: data, diagnostics: [] }
  return {
    diagnostics: error.issues.flatMap(issue =>
      explainIssue(issue, path => keysOfSchema(flowTestSpec, path)).map(explained =>
        locate(yaml, {
          ...explained,
          problem: explained.problem.replace('the flow has', 'the test file has'),
        }),
      ),
    ),
  }
}
