import type { AuditEntry, HistoryEntry } from '@tiktok-ns/flow-engine'
import type { Chapter, Story } from '../operations/tell-story.js'
import { toSecond } from './instants.js'
import { paint, type Terminal } from './terminal.js'

/** A story for a person: a line for each thing that happened, oldest first. */
export const renderStory = ({ asked, chapters }: Story, terminal: Terminal): string => {
  if (chapters.length === 0)
    return [
      `No flow has met ${asked}.`,
      'Either it has not changed since the flow last read, or it lies outside what the flow reads.',
      'Try: tiktok-ns run <flow> --ids <id>',
    ].join('\n')
  return chapters.map(chapter => renderChapter(chapter, terminal)).join('\n\n')
}

const renderChapter = ({ flow, traceKey, history, parked, audit }: Chapter, terminal: Terminal): string => {
  const events = [
    ...history.map(entry => ({ atMs: entry.atMs, text: describe(entry) })),
    ...audit.map(entry => ({ atMs: entry.atMs, text: describeAudit(entry) })),
  ].sort((left, right) => left.atMs - right.atMs)
  const lines = events.map(({ atMs, text }) => `  ${toSecond(atMs)}  ${text}`)
  const now =
    parked?.status === 'open' ? [`  now: parked at step ${parked.step} after ${tries(parked.attempts)}`] : []
  const next =
    parked?.status === 'open' && parked.failure.hint ? [`  what to do: ${parked.failure.hint}`] : []
  return [paint(terminal, 'bold', `${traceKey} in ${flow}`), ...lines, ...now, ...next].join('\n')
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
