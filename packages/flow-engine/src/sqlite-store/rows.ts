import type { HistoryEntry, ParkedRecord, RunEntry, SettledVersion } from '../ports/store.js'
import type { WriteSummary } from '../run/outcome.js'
import { isRunReason } from '../run/run-reason.js'

export type Row = Readonly<Record<string, unknown>>

/** SQLite's answer as a row; undefined when there was none. */
export const toRow = (answer: unknown): Row | undefined => (isRow(answer) ? answer : undefined)

const isRow = (answer: unknown): answer is Row => typeof answer === 'object' && answer !== null

/** Reads every row of an answer. */
export const toRows = <Entry>(answers: readonly unknown[], read: (row: Row) => Entry): Entry[] =>
  answers.filter(isRow).map(read)

type Status = HistoryEntry['status']

export const text = (row: Row, column: string): string => String(row[column])
export const number = (row: Row, column: string): number => Number(row[column])
export const isSet = (row: Row, column: string): boolean => row[column] !== null && row[column] !== undefined

const toStatus = (row: Row): Status => {
  const status = row['status']
  if (status === 'written' || status === 'skipped' || status === 'failed') return status
  throw new TypeError(`the store holds an unknown status "${String(status)}"`)
}

export const toChange = (row: Row): WriteSummary['change'] => {
  const change = row['change']
  if (change === 'created' || change === 'updated' || change === 'deleted' || change === 'unchanged')
    return change
  throw new TypeError(`the store holds an unknown change "${String(change)}"`)
}

export const toVersion = (row: Row): SettledVersion => ({
  versionMs: number(row, 'version_ms'),
  fingerprint: text(row, 'fingerprint'),
  status: toStatus(row),
  settledAtMs: number(row, 'settled_at_ms'),
})

const toReason = (reason: string): Pick<RunEntry, 'reason'> => (isRunReason(reason) ? { reason } : {})

export const toRunEntry = (row: Row): RunEntry => ({
  ...toReason(text(row, 'reason')),
  runId: text(row, 'run_id'),
  flow: text(row, 'flow'),
  startedAtMs: number(row, 'started_at_ms'),
  ...(isSet(row, 'version') ? { version: text(row, 'version') } : {}),
  ...(isSet(row, 'ended_at_ms') ? { endedAtMs: number(row, 'ended_at_ms') } : {}),
  ...(isSet(row, 'report') ? { report: JSON.parse(text(row, 'report')) } : {}),
})

export const toHistoryEntry = (row: Row): HistoryEntry => ({
  runId: text(row, 'run_id'),
  flow: text(row, 'flow'),
  traceKey: text(row, 'trace_key'),
  atMs: number(row, 'at_ms'),
  status: toStatus(row),
  writes: JSON.parse(text(row, 'writes')),
  ...(isSet(row, 'step') ? { step: text(row, 'step') } : {}),
  ...(isSet(row, 'detail') ? { detail: text(row, 'detail') } : {}),
  ...(isSet(row, 'version_ms') ? { versionMs: number(row, 'version_ms') } : {}),
  ...(isSet(row, 'trail') ? { trail: JSON.parse(text(row, 'trail')) } : {}),
})

export const toParkedRecord = (row: Row): ParkedRecord => ({
  ...JSON.parse(text(row, 'parked')),
  id: JSON.stringify([row['flow'], row['trace_key']]),
  flow: text(row, 'flow'),
  traceKey: text(row, 'trace_key'),
  status: row['status'] === 'open' ? 'open' : 'resolved',
  attempts: number(row, 'attempts'),
  firstParkedAtMs: number(row, 'first_parked_at_ms'),
  lastParkedAtMs: number(row, 'last_parked_at_ms'),
  runId: text(row, 'run_id'),
  ...(isSet(row, 'resolved_at_ms') ? { resolvedAtMs: number(row, 'resolved_at_ms') } : {}),
  ...(isSet(row, 'assignee') ? { assignee: text(row, 'assignee') } : {}),
  ...(isSet(row, 'tags') ? { tags: JSON.parse(text(row, 'tags')) } : {}),
  ...(number(row, 'edited') === 1 ? { edited: true } : {}),
})
