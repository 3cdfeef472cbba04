import { readYaml } from '../check/read-yaml.js'
import { isRecord } from '../expressions/is-record.js'
import type { Json, JsonObject } from '../json.js'
import { describeOutcome, havingPath, payloadsOf } from './compare-run.js'
import type { FlowTestRun } from './flow-test-spec.js'
import { rewriteYaml } from './rewrite-yaml.js'
import type { CaseRun, PlayedRun } from './run-flow-case.js'

type Expect = FlowTestRun['expect']

/** The runs of one case, with what was expected of each. */
export interface PlayedCase {
  readonly runs: readonly PlayedRun[]
}

/**
 * A test file's text with what its cases came to in place of what they expected. What a case does not look at stays unsaid; a case
 * that expects nothing yet gets its outcomes, its payloads and what it parked.
 */
export const updateExpectations = (text: string, cases: readonly (PlayedCase | undefined)[]): string => {
  const value: unknown = readYaml(text, '').yaml?.value
  if (!isRecord(value) || !Array.isArray(value['cases'])) return text
  const updated = value['cases'].map((testCase: unknown, index) => {
    const played = cases[index]
    return played === undefined || !isRecord(testCase) ? testCase : updateCase(testCase, played)
  })
  return rewriteYaml(text, { ...value, cases: updated })
}

const updateCase = (testCase: Readonly<Record<string, unknown>>, { runs }: PlayedCase) => {
  const { runs: given } = testCase
  if (!Array.isArray(given)) {
    const [only] = runs
    return only === undefined ? testCase : withExpect(testCase, only)
  }
  return {
    ...testCase,
    runs: given.map((run: unknown, index) => {
      const played = runs[index]
      return played === undefined || !isRecord(run) ? run : withExpect(run, played)
    }),
  }
}

const withExpect = (given: Readonly<Record<string, unknown>>, { expect, run }: PlayedRun) => ({
  ...given,
  expect: isRecord(given['expect']) ? updateExpect(given['expect'], expect, run) : expectationOf(run),
})

const expectationOf = (run: CaseRun): JsonObject => {
  const parked = parkedOf(run)
  return {
    outcomes: run.outcomes.map(describeOutcome),
    ...(Object.keys(run.payloads).length === 0 ? {} : { payloads: run.payloads }),
    ...(parked.length === 0 ? {} : { parked }),
    ...stoppedOf(run),
  }
}

/** The keys that were there, each as it was found. */
const updateExpect = (given: Readonly<Record<string, unknown>>, expect: Expect, run: CaseRun) => ({
  ...Object.fromEntries(
    Object.keys(given)
      .filter(key => key !== 'stopped')
      .map(key => [key, key in found ? found[key]?.(expect, run) : given[key]]),
  ),
  ...stoppedOf(run),
})

const stoppedOf = ({ report: { stoppedBy } }: CaseRun): JsonObject =>
  stoppedBy === undefined ? {} : { stopped: stoppedBy.kind }

/** What a run says about each key of `expect`, in the shape in which it was expected. */
const found: { readonly [key: string]: ((expect: Expect, run: CaseRun) => unknown) | undefined } = {
  outcomes: ({ outcomes = [] }, run) =>
    run.outcomes.map(describeOutcome).map((line, index) => {
      const wanted = outcomes[index]
      return wanted !== undefined && (line === wanted || line.startsWith(`${wanted}: `)) ? wanted : line
    }),
  payloads: ({ payloads }, run) =>
    eachStep(payloads, step => inShapeOf(payloads[step], payloadsOf(run, step))),
  exactly: ({ exactly }, run) => eachStep(exactly, step => payloadsOf(run, step)),
  absent: ({ absent }, run) => absent.filter(path => havingPath(run, path).payloads.length === 0),
  parked: ({ parked = [] }, run) => inShapeOf(toJson(parked), parkedOf(run)),
  stored: ({ stored }, run) => eachStep(stored, kind => inShapeOf(stored[kind], run.stored[kind] ?? [])),
  counts: ({ counts }, { report }) => inShapeOf(toJson(counts), { ...report.counts }),
  calls: ({ calls }, { report }) => eachStep(calls, name => report.calls[name] ?? 0),
  warnings: ({ warnings = [] }, { report }) =>
    report.warnings.map(warning => warnings.find(part => warning.includes(part)) ?? warning),
  cursor: ({ cursor }, { cursors }) => {
    if (typeof cursor === 'object' && cursor !== null)
      return eachStep(cursor, name => inSameWords(cursor[name], toInstant(cursors[name])))
    const [only] = Object.values(cursors)
    return inSameWords(cursor, toInstant(only))
  },
  window: ({ window = {} }, { requests }) => {
    const asked = requests.at(-1)?.window
    return {
      ...('from' in window ? { from: inSameWords(window.from, toInstant(asked?.fromMs)) } : {}),
      ...('until' in window ? { until: inSameWords(window.until, toInstant(asked?.untilMs)) } : {}),
    }
  },
}

const eachStep = <Value>(wanted: Readonly<Record<string, unknown>>, find: (step: string) => Value) =>
  Object.fromEntries(Object.keys(wanted).map(step => [step, find(step)]))

/** Of objects, only the fields that were looked at; further items of a list are whole. */
const inShapeOf = (wanted: Json | undefined, given: Json): Json => {
  if (isList(wanted) && isList(given)) return given.map((item, index) => inShapeOf(wanted[index], item))
  if (!isRecord(wanted) || !isRecord(given) || isList(given)) return given
  return Object.fromEntries(
    Object.keys(wanted).flatMap(name => {
      const value = given[name]
      return value === undefined ? [] : [[name, inShapeOf(wanted[name], value)]]
    }),
  )
}

const parkedOf = ({ parked }: CaseRun): readonly Json[] =>
  parked.map(({ traceKey, step, failure: { kind, message } }) => ({ key: traceKey, step, kind, message }))

const toInstant = (ms: number | undefined): string | null =>
  ms === undefined ? null : new Date(ms).toISOString()

/** One instant may be written in several ways. */
const inSameWords = (wanted: string | null | undefined, given: string | null): string | null =>
  typeof wanted === 'string' && given !== null && Date.parse(wanted) === Date.parse(given) ? wanted : given

const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value)

const toJson = (value: unknown): Json => JSON.parse(JSON.stringify(value))
