import type { CallContext, Connector, FlowPlan, JsonObject, Store } from '@tiktok-ns/flow-engine'
import { tellStory } from '../operations/tell-story.js'
import { compareDay, type DayDocument, type DayRow, type Reason } from './compare-day.js'
import { dayIn } from './to-day.js'
import { type DayOrder, toDayOrder } from './to-day-order.js'

export interface DaySources {
  /** The flow that books the shop's orders. */
  readonly plan: FlowPlan
  readonly shop: Connector
  readonly erp: Connector
  /** Of the shop, part of external ids. */
  readonly shopKey: string
  readonly store: Store
  readonly signal: AbortSignal
}

/** What an order becomes, by the kind in the document's external id. */
const kinds: Readonly<Record<string, string>> = { salesOrder: 'SO', invoice: 'INV', cashSale: 'CS' }

/** The kind of document that a flow books orders as; undefined for a flow that books none. */
export const bookedAs = ({ exports, steps }: FlowPlan): string | undefined => {
  if (!exports.some(({ resource }) => resource === 'orders')) return undefined
  const target = steps.find(step => step.kind === 'import' && step.target in kinds)
  return target?.kind === 'import' ? kinds[target.target] : undefined
}

/** The orders that a shop took on one day, each beside its document in NetSuite. @param day `2026-11-25`, in the shop's zone. */
export const readDay = async (sources: DaySources, day: string): Promise<readonly DayRow[]> => {
  const orders = await readOrders(sources, day)
  const documents = await readDocuments(sources, orders)
  const documentOf = (order: DayOrder) => documents.get(externalIdOf(sources, order).toLowerCase())
  const reasons = new Map<string, Reason>()
  for (const order of orders)
    if (documentOf(order) === undefined) reasons.set(order.id, await whyNotBooked(sources, order))
  return compareDay(day, orders, documentOf, ({ id }) => reasons.get(id) ?? notMet)
}

const callOf = ({ signal }: DaySources): CallContext => ({ signal, priority: 'interactive' })

const hourSecs = 3600

const readOrders = async (sources: DaySources, day: string): Promise<readonly DayOrder[]> => {
  const timeZone = String(sources.plan.settings['timeZone'] ?? 'UTC')
  const dayOf = dayIn(timeZone)
  const midnight = Date.parse(day) / 1000
  // Zones are at most 14 hours ahead of UTC and 12 behind it.
  const where = { create_time_ge: midnight - 14 * hourSecs, create_time_lt: midnight + 36 * hourSecs }
  const orders: DayOrder[] = []
  for await (const { records } of sources.shop.exportPages({ resource: 'orders', where }, callOf(sources)))
    for (const record of records)
      if (dayOf(Number(record['create_time']) * 1000) === day) orders.push(toDayOrder(record))
  return orders
}

const externalIdOf = ({ plan, shopKey }: DaySources, { id }: DayOrder): string =>
  `${String(plan.settings['externalIdPrefix'])}-${shopKey}-${bookedAs(plan)}-${id}`

const query =
  "SELECT id, LOWER(externalid) AS externalid, foreigntotal AS total, TO_CHAR(trandate, 'YYYY-MM-DD') AS day FROM transaction WHERE LOWER(externalid) IN (?) ORDER BY id"

const readDocuments = async (
  sources: DaySources,
  orders: readonly DayOrder[],
): Promise<ReadonlyMap<string, DayDocument>> => {
  const keys = orders.map(order => externalIdOf(sources, order).toLowerCase())
  if (keys.length === 0) return new Map()
  const request = { lookup: 'suiteql', keys, parameters: { query, key: 'externalid' } }
  const answers = await sources.erp.lookupMany(request, callOf(sources))
  return new Map(
    answers.flatMap(({ key, matches: [match] }) => (match === undefined ? [] : [[key, toDocument(match)]])),
  )
}

const toDocument = (row: JsonObject): DayDocument => ({
  externalId: String(row['externalid']),
  total: String(row['total'] ?? '0'),
  day: String(row['day']),
})

const notMet: Reason = { text: 'no flow has met it', isMeant: false }

/** What is kept about an order that has no document. */
const whyNotBooked = async ({ store, plan }: DaySources, { id }: DayOrder): Promise<Reason> => {
  const { chapters } = await tellStory(store, id)
  const chapter = chapters.find(({ flow, traceKey }) => flow === plan.flow && traceKey === id)
  if (chapter?.parked?.status === 'open')
    return { text: `parked: ${chapter.parked.failure.message}`, isMeant: false }
  const written = chapter?.history.some(({ status, writes }) => status === 'written' && writes.length > 0)
  if (written === true)
    return { text: 'it was booked, and its document is not there any more', isMeant: false }
  const last = chapter?.history.at(-1)
  if (last?.status === 'skipped') return { text: last.detail ?? 'skipped', isMeant: true }
  if (chapter?.parked !== undefined) return { text: 'somebody has resolved its error', isMeant: true }
  return notMet
}
