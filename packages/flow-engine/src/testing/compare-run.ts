import { onlyExport } from '../check/export-spec.js'
import type { Json, JsonObject } from '../json.js'
import type { Outcome } from '../run/outcome.js'
import { describeDifference } from './describe-difference.js'
import type { FlowTestRun } from './flow-test-spec.js'
import { byStep } from './played-connector.js'
import type { CaseRun } from './run-flow-case.js'

type Expect = FlowTestRun['expect']

/** One line for each thing that a run did differently from what is expected. */
export const compareRun = (expect: Expect, run: CaseRun): readonly string[] => [
  ...compareOutcomes(expect, run),
  ...comparePayloads(expect, run),
  ...compareParked(expect, run),
  ...compareReport(expect, run),
  ...compareReading(expect, run),
  ...compareStored(expect, run),
]

const compareOutcomes = ({ outcomes: wanted }: Expect, { outcomes }: CaseRun): readonly string[] => {
  if (wanted === undefined) return []
  const found = outcomes.map(describeOutcome)
  const differences = wanted.flatMap((line, index) => {
    const given = found[index] ?? 'no outcome'
    return given === line || given.startsWith(`${line}: `)
      ? []
      : [`record ${index + 1}: wanted "${line}", found "${given}"`]
  })
  return [...differences, ...found.slice(wanted.length).map(line => `not expected: "${line}"`)]
}

export const describeOutcome = (outcome: Outcome): string => {
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

/** What a step was given; tests may name it by its path, or by its id alone. */
export const payloadsOf = ({ payloads }: CaseRun, step: string): readonly JsonObject[] =>
  payloads[step] ??
  Object.entries(payloads).find(([path]) => byStep({ [step]: true }, path) === true)?.[1] ??
  []

const comparePayloads = (expect: Expect, run: CaseRun): readonly string[] => {
  const given = (step: string): readonly JsonObject[] => payloadsOf(run, step)
  const containing = Object.entries(expect.payloads).flatMap(([step, wanted]) =>
    describeDifference(wanted, [...given(step)], step),
  )
  const exact = Object.entries(expect.exactly).flatMap(([step, wanted]) =>
    describeDifference(wanted, [...given(step)], step, 'exactly'),
  )
  const absent = expect.absent.flatMap(path => {
    const { step, name, payloads } = havingPath(run, path)
    return payloads.map(index => `${step}[${index}].${name}: should not be there`)
  })
  return [...containing, ...exact, ...absent]
}

/** Which of a step's payloads have something at a path such as `salesOrder.discountRate`. */
export const havingPath = (run: CaseRun, path: string) => {
  const [step = '', ...names] = path.split('.')
  const payloads = payloadsOf(run, step).flatMap((payload, index) =>
    valueAt(payload, names) === undefined ? [] : [index],
  )
  return { step, name: names.join('.'), payloads }
}

const valueAt = (value: Json | undefined, [name, ...rest]: readonly string[]): Json | undefined => {
  if (name === undefined) return value
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  return valueAt(Object.entries(value).find(([key]) => key === name)?.[1], rest)
}

const compareParked = ({ parked: wanted }: Expect, { parked }: CaseRun): readonly string[] => {
  if (wanted === undefined) return []
  const found = parked.map(({ traceKey, step, failure }) => ({
    key: traceKey,
    step,
    kind: failure.kind,
    message: failure.message,
  }))
  const lines = wanted.map((line): Json => JSON.parse(JSON.stringify(line)))
  return describeDifference(lines, found, 'parked')
}

const compareReport = (expect: Expect, { report }: CaseRun): readonly string[] => {
  const counts = describeDifference(JSON.parse(JSON.stringify(expect.counts)), { ...report.counts }, 'counts')
  const calls = Object.entries(expect.calls).flatMap(([connection, wanted]) => {
    const found = report.calls[connection] ?? 0
    return found === wanted ? [] : [`calls.${connection}: wanted ${wanted}, found ${found}`]
  })
  return [
    ...counts,
    ...calls,
    ...compareWarnings(expect, report.warnings),
    ...compareStop(expect, report.stoppedBy),
  ]
}

const compareWarnings = ({ warnings: wanted }: Expect, found: readonly string[]): readonly string[] => {
  if (wanted === undefined) return []
  const missing = wanted.filter(text => !found.some(warning => warning.includes(text)))
  const others = found.filter(warning => !wanted.some(text => warning.includes(text)))
  return [
    ...missing.map(text => `warnings: wanted "${text}"`),
    ...others.map(text => `warnings: not expected: "${text}"`),
  ]
}

const compareStop = ({ stopped }: Expect, stoppedBy: CaseRun['report']['stoppedBy']): readonly string[] => {
  if (stopped === stoppedBy?.kind) return []
  const found = stoppedBy === undefined ? 'it came to its end' : `"${stoppedBy.kind}: ${stoppedBy.message}"`
  return [`stopped: wanted ${stopped ?? 'it to come to its end'}, found ${found}`]
}

const compareReading = ({ cursor, window }: Expect, { cursors, requests }: CaseRun): readonly string[] => {
  const wanted =
    cursor === undefined
      ? {}
      : typeof cursor === 'object' && cursor !== null
        ? cursor
        : { [onlyExport]: cursor }
  const ofCursors = Object.entries(wanted).flatMap(([name, instant]) =>
    compareInstant(`cursor${name === onlyExport ? '' : `.${name}`}`, instant, cursors[name]),
  )
  if (window === undefined) return ofCursors
  const asked = requests.at(-1)?.window
  return [
    ...ofCursors,
    ...(window.from === undefined ? [] : compareInstant('window.from', window.from, asked?.fromMs)),
    ...(window.until === undefined ? [] : compareInstant('window.until', window.until, asked?.untilMs)),
  ]
}

const compareInstant = (
  name: string,
  wanted: string | null,
  foundMs: number | undefined,
): readonly string[] => {
  const wantedMs = wanted === null ? undefined : Date.parse(wanted)
  if (wantedMs === foundMs) return []
  const show = (ms: number | undefined): string => (ms === undefined ? 'none' : new Date(ms).toISOString())
  return [`${name}: wanted ${show(wantedMs)}, found ${show(foundMs)}`]
}

const compareStored = (expect: Expect, { stored }: CaseRun): readonly string[] =>
  Object.entries(expect.stored).flatMap(([kind, wanted]) => {
    const found = stored[kind]
    return found === undefined
      ? [`stored: there is nothing called "${kind}"`]
      : describeDifference(wanted, [...found], `stored.${kind}`)
  })
