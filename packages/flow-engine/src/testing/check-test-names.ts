import type { Diagnostic, SourcePlace } from '../check/diagnostic.js'
import type { FlowSpec, LocatedStep, NestedSteps } from '../check/flow-spec.js'
import { suggest } from '../check/nearest-word.js'
import type { YamlFile, YamlPath } from '../check/read-yaml.js'
import { splitReference } from '../steps/step-definition.js'
import type { FlowTestRun, FlowTestSpec } from './flow-test-spec.js'

/** Looks for names in a test file that its flow does not have: what they say would hold for nothing. */
export const checkTestNames = (
  tests: FlowTestSpec,
  yaml: YamlFile,
  flow: FlowSpec,
): readonly Diagnostic[] => {
  const diagnostics: Diagnostic[] = []
  const connections = Object.keys(flow.connections)
  // What `once` writes to the source is a step called `mark`.
  const marks = flow.exports.some(({ once }) => once !== undefined) ? ['mark'] : []
  const steps = [...idsIn(flow.steps), ...idsInside(flow.recoveries), ...marks]
  const places = [...steps, ...flow.exports.map(({ name }) => name)]

  const name = (what: string, given: string, known: readonly string[], place: SourcePlace): void => {
    // A step may be named by its path.
    const id = given.slice(given.lastIndexOf('/') + 1)
    if (known.includes(id)) return
    const problem = `the flow has no ${what} "${given}"`
    diagnostics.push({ code: 'unknown-name', severity: 'error', ...place, problem, next: suggest(id, known) })
  }
  const keys = (what: string, values: object | undefined, known: readonly string[], path: YamlPath): void => {
    for (const key of Object.keys(values ?? {})) name(what, key, known, yaml.placeOfKey([...path, key]))
  }
  const checkRun = (run: Partial<FlowTestRun>, path: YamlPath): void => {
    keys('step', run.lookups, steps, [...path, 'lookups'])
    keys('step', run.answers, steps, [...path, 'answers'])
    keys('step or export', run.exports, places, [...path, 'exports'])
    keys('step or export', run.failures, places, [...path, 'failures'])
    const { expect } = run
    if (expect === undefined) return
    const at = [...path, 'expect']
    keys('step', expect.payloads, steps, [...at, 'payloads'])
    keys('step', expect.exactly, steps, [...at, 'exactly'])
    keys('connection', expect.calls, connections, [...at, 'calls'])
    for (const kind of Object.keys(expect.stored))
      name('connection', splitReference(kind)[0], connections, yaml.placeOfKey([...at, 'stored', kind]))
    for (const [index, written] of expect.absent.entries())
      name('step', written.split('.')[0] ?? '', steps, yaml.placeOf([...at, 'absent', index]))
    for (const [index, { step }] of (expect.parked ?? []).entries())
      if (step !== undefined) name('step', step, steps, yaml.placeOf([...at, 'parked', index, 'step']))
  }

  keys('connection', tests.connections, connections, ['connections'])
  const names = new Set<string>()
  for (const [index, testCase] of tests.cases.entries()) {
    const path = ['cases', index]
    if (names.has(testCase.name))
      diagnostics.push({
        code: 'duplicate-name',
        severity: 'error',
        ...yaml.placeOf([...path, 'name']),
        problem: `there are two cases "${testCase.name}"`,
        next: 'give this one another name',
      })
    names.add(testCase.name)
    const { expect, runs, ...shared } = testCase
    checkRun({ ...shared, ...(expect === undefined ? {} : { expect }) }, path)
    for (const [number, run] of (runs ?? []).entries()) checkRun(run, [...path, 'runs', number])
  }
  return diagnostics
}

const idsIn = (steps: readonly LocatedStep[]): readonly string[] =>
  steps.flatMap(({ id, nested }) => [id, ...idsInside(nested)])

const idsInside = (nested: NestedSteps): readonly string[] => [...nested.values()].flatMap(idsIn)
