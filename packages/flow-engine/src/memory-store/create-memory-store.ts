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
  WrittenDocument,
} from '../ports/store.js'
import type { WriteSummary } from '../run/outcome.js'
import { createMemoryAuditLog } from './memory-audit-log.js'
import { createMemoryCaches } from './memory-caches.js'
import { createMemoryInbox } from './memory-inbox.js'
import { createMemoryJournal } from './memory-journal.js'
import { createMemoryPauses } from './memory-pauses.js'
import { createMemoryWaits } from './memory-waits.js'
import { prunable } from './prunable.js'

/** A store that forgets everything with the process. For tests and for hosts that keep nothing. */
export const createMemoryStore = (): Store => {
  const cursors = new Map<string, number>()
  const runs = new Map<string, RunEntry>()
  const versions = new Map<string, SettledVersion>()
  const history = prunable<HeldEntry>(({ entry }) => entry.atMs)
  const parked = new Map<string, ParkedRecord>()
  /** Whom parked records are about. */
  const people = new Map<string, string>()
  const documents: { readonly flow: string; readonly traceKey: string; readonly write: WriteSummary }[] = []
  const locks = new Map<string, Lock>()

  const keyOf = (flow: string, traceKey: string): string => JSON.stringify([flow, traceKey])

  const settleParked = (page: SettledPage, record: SettledRecord): void => {
    const id = keyOf(page.flow, record.traceKey)
    const earlier = parked.get(id)
    const open = earlier?.status === 'open' ? earlier : undefined
    if (record.parked !== undefined) {
      if (record.person === undefined) people.delete(id)
      else people.set(id, record.person)
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
      parked.set(id, resolve(open, page.settledAtMs))
    }
  }

  const { pruneNotifications, ...inbox } = createMemoryInbox()
  const { pruneAudit, forgetEdits, ...auditLog } = createMemoryAuditLog()
  const { forgetJournal, ...journal } = createMemoryJournal()
  const caches = createMemoryCaches()
  const { setWait, pruneWaits, ...waits } = createMemoryWaits(caches)

  const dropTrails = (isOver: (held: HeldEntry) => boolean): number => {
    let dropped = 0
    history.list.forEach((held, index) => {
      if (held.entry.trail === undefined || !isOver(held)) return
      history.list[index] = { entry: withoutTrail(held.entry) }
      dropped += 1
    })
    return dropped
  }

  return {
    ...inbox,
    ...auditLog,
    ...journal,
    ...caches,
    ...createMemoryPauses(),
    ...waits,
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
    listRuns: async ({ flow, version = '', sinceMs = 0, limit }) =>
      [...runs.values()]
        .filter(run => flow === undefined || run.flow === flow)
        .filter(run => (run.version ?? '').startsWith(version) && run.startedAtMs >= sinceMs)
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
        const { person, traceKey } = record
        for (const write of record.writes)
          if (write.change !== 'unchanged') documents.push({ flow: page.flow, traceKey, write })
        history.list.push({ entry: toHistory(page, record), ...(person === undefined ? {} : { person }) })
        if (keepsVersion(record)) setWait(page, record)
        if (record.parked === undefined && keepsVersion(record)) forgetJournal(page.flow, record.traceKey)
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
      history.list
        .map(({ entry }) => (filter.withTrails === true ? entry : withoutTrail(entry)))
        .filter(entry => isWanted(entry, filter))
        .reverse()
        .slice(0, filter.limit),
    findTraceKeys: async written => {
      const found = new Map<string, { readonly flow: string; readonly traceKey: string }>()
      for (const { flow, traceKey, write } of [...documents].reverse()) {
        if (write.externalId === written || write.ref === written)
          found.set(keyOf(flow, traceKey), { flow, traceKey })
      }
      return [...found.values()]
    },
    readDocuments: async (flow, externalIds) => {
      const found = new Map<string, WrittenDocument>()
      for (const { flow: other, write } of documents) {
        const { externalId, ref, change } = write
        if (other === flow && externalId !== undefined && externalIds.includes(externalId))
          found.set(externalId, { ref, change })
      }
      return found
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
      if (change.resolvedAtMs !== undefined) forgetJournal(change.flow, change.traceKey)
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
    prune: async before => ({
      trails: dropTrails(({ entry }) => entry.atMs < (before.trails ?? 0)),
      history: pruneWaits(before.history) + history.prune(before.history),
      runs: dropOld(runs, ({ startedAtMs }) => startedAtMs, before.runs),
      resolvedErrors: dropOld(parked, ({ resolvedAtMs }) => resolvedAtMs, before.resolvedErrors),
      notifications: pruneNotifications(before.notifications),
      audit: pruneAudit(before.audit),
    }),
    forgetPerson: async person => {
      const about = new Set(
        history.list
          .filter(held => held.person === person)
          .map(({ entry }) => keyOf(entry.flow, entry.traceKey)),
      )
      const ids = [...people].filter(([, other]) => other === person).map(([id]) => id)
      for (const id of ids) {
        const record = parked.get(id)
        if (record !== undefined) parked.set(id, forgetData(record))
        people.delete(id)
      }
      return {
        trails: dropTrails(held => held.person === person),
        parked: ids.length,
        audit: forgetEdits(({ flow = '', traceKey = '' }) => {
          const id = keyOf(flow, traceKey)
          return about.has(id) || ids.includes(id)
        }),
      }
    },
    close: async () => undefined,
  }
}

interface HeldEntry {
  readonly entry: HistoryEntry
  readonly person?: string
}

const withoutTrail = ({ trail: _, ...entry }: HistoryEntry): HistoryEntry => entry

/** What is over needs its data no more. */
const resolve = ({ payload: _, ...record }: ParkedRecord, resolvedAtMs: number): ParkedRecord => ({
  ...record,
  record: {},
  status: 'resolved',
  resolvedAtMs,
})

const forgetData = ({ payload: _, edited: __, failure, ...record }: ParkedRecord): ParkedRecord => {
  const { excerpt: ___, ...rest } = failure
  return { ...record, failure: rest, record: {}, withoutData: true }
}

const dropOld = <Entry>(
  entries: Map<string, Entry>,
  atMs: (entry: Entry) => number | undefined,
  beforeMs: number | undefined,
): number => {
  const old = [...entries].filter(([, entry]) => (atMs(entry) ?? Number.POSITIVE_INFINITY) < (beforeMs ?? 0))
  for (const [id] of old) entries.delete(id)
  return old.length
}

/** A parked record as it is after a person's change. */
export const changeParkedRecord = (
  record: ParkedRecord,
  { resolvedAtMs, assignee, tags, record: edited }: ParkedChange,
): ParkedRecord => {
  const changed = {
    ...record,
    ...(assignee === undefined ? {} : { assignee }),
    ...(tags === undefined ? {} : { tags }),
    ...(edited === undefined ? {} : { record: edited, edited: true }),
  }
  return resolvedAtMs === undefined ? changed : resolve(changed, resolvedAtMs)
}

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
  ...(record.trail === undefined ? {} : { trail: record.trail }),
})

/** A record left out because nothing had to be done says nothing new: neither about its version nor about its failure. */
const keepsVersion = (record: SettledRecord): boolean =>
  record.step !== 'export' || record.status === 'failed'

const resolvesParked = keepsVersion
