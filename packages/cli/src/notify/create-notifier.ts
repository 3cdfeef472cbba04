import type { Clock } from '@tiktok-ns/flow-engine'
import type { Alert, AlertGroup, Digest } from './alert.js'

export interface Notifier {
  add(alert: Alert): void
  /** Resolves when the signal has ended it and what was gathered is sent. */
  readonly ended: Promise<void>
}

export interface NotifierOptions {
  readonly send: (digest: Digest) => Promise<void>
  readonly digestMs: number
  readonly repeatMs: number
  readonly clock: Clock
  readonly signal: AbortSignal
}

const mostRecords = 5

/**
 * Gathers alerts into digests: the first one opens a digest, which is sent after `digestMs` with all that came meanwhile, grouped by
 * cause. A cause that has been told is counted, and told again only after `repeatMs`.
 */
export const createNotifier = (options: NotifierOptions): Notifier => {
  const { send, digestMs, repeatMs, clock, signal } = options
  const gathered = new Map<string, AlertGroup>()
  const toldAtMs = new Map<string, number>()
  let sending: Promise<void> | undefined
  let hurry = new AbortController()

  const flush = async (): Promise<void> => {
    const nowMs = clock.now()
    for (const [group, atMs] of toldAtMs) if (nowMs - atMs >= repeatMs) toldAtMs.delete(group)
    const due = [...gathered.values()].filter(({ group }) => !toldAtMs.has(group))
    for (const { group } of due) {
      gathered.delete(group)
      toldAtMs.set(group, nowMs)
    }
    if (due.length === 0) return
    const groups = due.sort((left, right) => right.count - left.count)
    await send({ atMs: nowMs, groups })
  }

  const sendLater = async (): Promise<void> => {
    const early = hurry
    await clock.wait(digestMs, AbortSignal.any([signal, early.signal])).catch(() => undefined)
    hurry = new AbortController()
    sending = undefined
    await flush()
  }

  return {
    add: ({ record, urgent = false, ...alert }) => {
      const known = gathered.get(alert.group)
      const records = known?.records ?? []
      gathered.set(alert.group, {
        ...alert,
        count: (known?.count ?? 0) + 1,
        records: record === undefined || records.length >= mostRecords ? records : [...records, record],
      })
      sending ??= sendLater()
      if (urgent) hurry.abort()
    },
    get ended() {
      return (async () => {
        await new Promise<void>(resolve => {
          if (signal.aborted) resolve()
          else signal.addEventListener('abort', () => resolve(), { once: true })
        })
        await sending
        await flush()
      })()
    },
  }
}
