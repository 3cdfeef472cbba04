import type {
  FinishedRun,
  HistoryEntry,
  HistoryFilter,
  Lock,
  ParkedChange,
  ParkedFilter,
  ParkedRecord,
  RunEntry,
  SettledPage,
  SettledRecord,
  SettledVersion,
  Store,
} from '../ports/store.js'
import { createMemoryAuditLog } from './memory-audit-log.js'
import { createMemoryCaches } from './memory-caches.js'
import { createMemoryInbox } from './memory-inbox.js'

/** A store that forgets everything with the process. For tests and for hosts that keep nothing. */
export const createMemoryStore = (): Store => {
  const cursors = new Map<string, number>()
  const runs = new Map<string, RunEntry>()
  const versions = new Map<string, SettledVersion>()
  const history: HistoryEntry[] = []
  const parked = new Map<string, ParkedRecord>()
  const locks = new Map<string, Lock>()

  const keyOf = (flow: string, traceKey: string): string => JSON.stringify([flow, traceKey])

  const settleParked = (page: SettledPage, record: SettledRecord): void => {
    const id = keyOf(page.flow, record.traceKey)
    const earlier = parked.get(id)
    const open = earlier?.status === 'open' ? earlier : undefined
    if (record.parked !== undefined) {
      parked.set(id, {
        ...record.parked,
        id,
        flow: page.flow,
        traceKey: record.traceKey,
        status: 'open',
        attempts: (open?.attempts ?? 0) + 1,
        firstParkedAtMs: open?.firstParkedAtMs ?? page.settledAtMs,
        lastParkedAtMs: page.settledAtMs,
        runId: page.runId,
        ...(open?.assignee === undefined ? {} : { assignee: open.assignee }),
        ...(open?.tags === undefined ? {} : { tags: open.tags }),
      })
    } else if (open !== undefined && resolvesParked(record)) {
      parked.set(id, { ...open, status: 'resolved', resolvedAtMs: page.settledAtMs })
    }
  }

  return {
    ...createMemoryInbox(),
    ...createMemoryAuditLog(),
    ...createMemoryCaches(),
    readCursor: async flow => cursors.get(flow),
    writeCursor: async (flow, cursorMs) => {
      if (cursorMs === undefined) cursors.delete(flow)
      else cursors.set(flow, cursorMs)
    },
    startRun: async run => void runs.set(run.runId, run),
    finishRun: async ({ runId, flow, endedAtMs, report, cursorMs }: FinishedRun) => {
      const started = runs.get(runId)
      if (started !== undefined) runs.set(runId, { ...started, endedAtMs, report })
      if (cursorMs !== undefined) cursors.set(flow, cursorMs)
    },
    listRuns: async ({ flow, limit }) =>
      [...runs.values()]
        .filter(run => flow === undefined || run.flow === flow)
        .sort((left, right) => right.startedAtMs - left.startedAtMs)
        .slice(0, limit),
    readVersions: async (flow, traceKeys) => {
      const found = new Map<string, SettledVersion>()
      for (const traceKey of traceKeys) {
        const version = versions.get(keyOf(flow, traceKey))
        if (version !== undefined) found.set(traceKey, version)
      }
      return found
    },
    settlePage: async page => {
      for (const record of page.records) {
        history.push(toHistory(page, record))
        if (record.versionMs !== undefined && keepsVersion(record)) {
          const { versionMs, fingerprint, status } = record
          versions.set(keyOf(page.flow, record.traceKey), {
            versionMs,
            fingerprint,
            status,
            settledAtMs: page.settledAtMs,
          })
        }
        settleParked(page, record)
      }
    },
    readHistory: async filter =>
      history
        .filter(entry => isWanted(entry, filter))
        .reverse()
        .slice(0, filter.limit),
    findTraceKeys: async written => {
      const found = new Map<string, { readonly flow: string; readonly traceKey: string }>()
      for (const { flow, traceKey, writes } of [...history].reverse()) {
        if (writes.some(({ externalId, ref }) => externalId === written || ref === written))
          found.set(keyOf(flow, traceKey), { flow, traceKey })
      }
      return [...found.values()]
    },
    listParked: async (filter: ParkedFilter) =>
      [...parked.values()]
        .filter(record => matches(record, filter))
        .sort((left, right) => left.firstParkedAtMs - right.firstParkedAtMs || (left.id < right.id ? -1 : 1))
        .slice(0, filter.limit),
    countOpen: async () => {
      const counts = new Map<string, number>()
      for (const { status, flow } of parked.values())
        if (status === 'open') counts.set(flow, (counts.get(flow) ?? 0) + 1)
      return counts
    },
    changeParked: async change => {
      const id = keyOf(change.flow, change.traceKey)
      const record = parked.get(id)
      if (record?.status !== 'open') return false
      parked.set(id, changeParkedRecord(record, change))
      return true
    },
    acquireLock: async lock => {
      const held = locks.get(lock.name)
      if (held !== undefined && held.owner !== lock.owner && held.expiresAtMs > lock.nowMs) return held.owner
      locks.set(lock.name, lock)
      return lock.owner
    },
    releaseLock: async (name, owner) => {
      if (locks.get(name)?.owner === owner) locks.delete(name)
    },
    close: async () => undefined,
  }
}

/** A parked record as it is after a person's change. */
export const changeParkedRecord = (
  record: ParkedRecord,
  { resolvedAtMs, assignee, tags, record: edited }: ParkedChange,
): ParkedRecord => ({
  ...record,
  ...(resolvedAtMs === undefined ? {} : { status: 'resolved', resolvedAtMs }),
  ...(assignee === undefined ? {} : { assignee }),
  ...(tags === undefined ? {} : { tags }),
  ...(edited === undefined ? {} : { record: edited, edited: true }),
})

const matches = (record: ParkedRecord, { flow, status, traceKeys, kind, sinceMs }: ParkedFilter): boolean =>
  (flow === undefined || record.flow === flow) &&
  (status === undefined || record.status === status) &&
  (traceKeys === undefined || traceKeys.includes(record.traceKey)) &&
  (kind === undefined || record.failure.kind === kind) &&
  (sinceMs === undefined || record.lastParkedAtMs >= sinceMs)

const isWanted = (
  entry: HistoryEntry,
  { flow, traceKey, runId, status, sinceMs = 0 }: HistoryFilter,
): boolean =>
  (flow === undefined || entry.flow === flow) &&
  (traceKey === undefined || entry.traceKey === traceKey) &&
  (runId === undefined || entry.runId === runId) &&
  (status === undefined || entry.status === status) &&
  entry.atMs >= sinceMs

const toHistory = (page: SettledPage, record: SettledRecord): HistoryEntry => ({
  runId: page.runId,
  flow: page.flow,
  atMs: page.settledAtMs,
  traceKey: record.traceKey,
  status: record.status,
  writes: record.writes,
  ...(record.step === undefined ? {} : { step: record.step }),
  ...(record.detail === undefined ? {} : { detail: record.detail }),
  ...(record.versionMs === undefined ? {} : { versionMs: record.versionMs }),
})

/** A record left out because nothing had to be done says nothing new: neither about its version nor about its failure. */
const keepsVersion = (record: SettledRecord): boolean =>
  record.step !== 'export' || record.status === 'failed'

const resolvesParked = keepsVersion
