import type { AuditEntry, Exchange, HistoryEntry, Json, Trail } from '@tiktok-ns/flow-engine'
import type { Chapter, Story } from '../operations/tell-story.js'
import { toSecond } from './instants.js'
import { paint, type Terminal } from './terminal.js'

export interface StoryViewOptions {
  readonly terminal: Terminal
  /** With everything that was read, sent and answered, instead of its beginnings. */
  readonly full: boolean
}

/** A story for a person: what happened, oldest first, and what went over the wire each time. */
export const renderStory = ({ asked, chapters }: Story, options: StoryViewOptions): string => {
  if (chapters.length === 0)
    return [
      `No flow has met ${asked}.`,
      'Either it has not changed since the flow last read, or it lies outside what the flow reads.',
      'Try: tiktok-ns run <flow> --ids <id>',
    ].join('\n')
  const shortened = { any: false }
  const story = chapters.map(chapter => renderChapter(chapter, options, shortened)).join('\n\n')
  return shortened.any ? `${story}\n\n(… is cut here; --full shows all)` : story
}

/** Set when a value was cut. */
interface Shortened {
  any: boolean
}

const renderChapter = (
  { flow, traceKey, history, parked, audit, cutAt }: Chapter,
  { terminal, full }: StoryViewOptions,
  shortened: Shortened,
): string => {
  const events = [
    ...history.map(entry => ({
      atMs: entry.atMs,
      lines: [describe(entry), ...describeTrail(entry.trail, value => show(value, full, shortened))],
    })),
    ...audit.map(entry => ({ atMs: entry.atMs, lines: [describeAudit(entry)] })),
  ].sort((left, right) => left.atMs - right.atMs)
  const told = events.flatMap(({ atMs, lines: [first, ...rest] }) => [
    `  ${toSecond(atMs)}  ${first}`,
    ...rest.map(line => `    ${line}`),
  ])
  const cut = cutAt === undefined ? [] : [`  (only the newest ${cutAt} entries; older ones are left out)`]
  const now =
    parked?.status === 'open' ? [`  now: parked at step ${parked.step} after ${tries(parked.attempts)}`] : []
  const next =
    parked?.status === 'open' && parked.failure.hint ? [`  what to do: ${parked.failure.hint}`] : []
  return [paint(terminal, 'bold', `${traceKey} in ${flow}`), ...cut, ...told, ...now, ...next].join('\n')
}

const tries = (count: number): string => (count === 1 ? '1 try' : `${count} tries`)

/** What people do to a parked record, in words. */
const deeds: Readonly<Record<string, (entry: AuditEntry) => string>> = {
  'parked.assign': ({ after }) => (after === '' ? 'took it from whoever had it' : `assigned it to ${after}`),
  'parked.tag': ({ after }) => `tagged it ${Array.isArray(after) ? after.join(', ') : ''}`,
  'parked.edit': () => 'edited the record',
  'parked.resolve': () => 'resolved it without another try',
}

const describeAudit = (entry: AuditEntry): string =>
  `${entry.by} ${deeds[entry.action]?.(entry) ?? entry.action}`

const describe = ({ status, step, detail, versionMs, writes, runId }: HistoryEntry): string => {
  const version = versionMs === undefined ? '' : `, version of ${toSecond(versionMs)}`
  const written = writes.map(
    ({ step: by, change, ref, externalId }) =>
      `${by} ${change} ${ref}${externalId === undefined ? '' : ` (${externalId})`}`,
  )
  const what = {
    written: written.length === 0 ? 'went through, nothing to write' : written.join('; '),
    skipped: `skipped by ${step ?? 'a step'}: ${detail ?? ''}`,
    failed: `failed at ${step ?? 'a step'}: ${detail ?? ''}`,
  }[status]
  return `${what}  [run ${runId.slice(0, 8)}${version}]`
}

const describeTrail = (trail: Trail | undefined, shown: (value: Json) => string): readonly string[] => {
  if (trail === undefined) return []
  const { read, exchanges, decided } = trail
  return [
    ...(read === undefined ? [] : [`read      ${shown(read)}`]),
    ...exchanges.flatMap(exchange => describeExchange(exchange, shown)),
    ...(decided === undefined
      ? []
      : [`decided   ${ruleOwners[decided.from]} for ${decided.kind} says: ${decided.rule}`]),
  ]
}

const ruleOwners = {
  step: "the step's rule",
  around: 'the rule of a step around it',
  flow: "the flow's rule",
} as const

const describeExchange = (
  { connection, target, operation, sent, answer, failure, remembered }: Exchange,
  shown: (value: Json) => string,
): readonly string[] => {
  const where = `${operation} ${connection}.${target}`
  const verb =
    remembered === true ? `not sent again, an earlier run had it done: ${where}` : `sent      ${where}`
  const came = failure === undefined ? undefined : describeFailure(failure, shown)
  return [
    `${verb} ${shown(sent)}`,
    ...(answer === undefined ? [] : [`answered  ${shown(answer)}`]),
    ...(came === undefined ? [] : [`refused   ${came}`]),
  ]
}

const describeFailure = (
  { kind, status, code, requestId, message, excerpt }: NonNullable<Exchange['failure']>,
  shown: (value: Json) => string,
): string => {
  const facts = [
    kind,
    ...(status === undefined ? [] : [`HTTP ${status}`]),
    ...(code === undefined ? [] : [code]),
    ...(requestId === undefined ? [] : [`request ${requestId}`]),
  ]
  return `${facts.join(', ')}: ${excerpt === undefined ? message : shown(excerpt)}`
}

const shortLength = 140

const show = (value: Json, full: boolean, shortened: Shortened): string => {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  if (full || text.length <= shortLength) return text
  shortened.any = true
  return `${text.slice(0, shortLength)}…`
}
