import type { AuditEntry, HistoryEntry, Store } from '@tiktok-ns/flow-engine'
import { type ParkedSummary, withoutData } from './parked-summary.js'

/** Everything that happened to one key, in every flow that met it. */
export interface Story {
  /** What was asked for. */
  readonly asked: string
  readonly chapters: readonly Chapter[]
}

export interface Chapter {
  readonly flow: string
  readonly traceKey: string
  /** Oldest first. */
  readonly history: readonly HistoryEntry[]
  /** There when a try failed; open or resolved. */
  readonly parked?: ParkedSummary
  readonly audit: readonly AuditEntry[]
  /** There were more entries than this many: the oldest are left out. */
  readonly cutAt?: number
}

const atMost = 1_000

/**
 * The story of a key: an order id, or the external id or internal id of something that a flow wrote.
 *
 * An external id leads to the orders it was written for, so that a bookkeeper can start from a document.
 */
export const tellStory = async (store: Store, asked: string): Promise<Story> => {
  const direct = await store.readHistory({ traceKey: asked, limit: atMost })
  const parked = await store.listParked({ traceKeys: [asked], limit: atMost })
  const written = await store.findTraceKeys(asked)
  const keys = new Map<string, { readonly flow: string; readonly traceKey: string }>()
  for (const { flow, traceKey } of [...direct, ...parked, ...written])
    keys.set(JSON.stringify([flow, traceKey]), { flow, traceKey })
  const chapters = await Promise.all([...keys.values()].map(key => tellChapter(store, key)))
  return { asked, chapters }
}

const tellChapter = async (
  store: Store,
  key: { readonly flow: string; readonly traceKey: string },
): Promise<Chapter> => {
  const [history, [parked], audit] = await Promise.all([
    store.readHistory({ ...key, withTrails: true, limit: atMost }),
    store.listParked({ flow: key.flow, traceKeys: [key.traceKey], limit: 1 }),
    store.listAudit({ ...key, limit: atMost }),
  ])
  return {
    ...key,
    history: [...history].reverse(),
    audit,
    ...(history.length < atMost && audit.length < atMost ? {} : { cutAt: atMost }),
    ...(parked === undefined ? {} : { parked: withoutData(parked) }),
  }
}
