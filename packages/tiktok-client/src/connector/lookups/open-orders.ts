import type { CallContext } from '@tiktok-ns/flow-engine'
import type { Order, OrderFilter } from '../../resources/orders/orders.js'
import type { TikTokShopClient } from '../../tiktok-shop-client.js'

/** Units of one SKU in one order that is not shipped, or was shipped lately. */
export interface OpenUnits {
  readonly order_id: string
  readonly status: string
  readonly create_time: number
  readonly sku_id: string
  readonly seller_sku: string
  readonly warehouse_id: string
  readonly units: number
  /** They have left the warehouse; until the order is booked elsewhere, nobody else has counted them out. */
  readonly is_shipped: boolean
}

/** TikTok counts their units as committed. */
const openStatuses = ['UNPAID', 'ON_HOLD', 'AWAITING_SHIPMENT', 'PARTIALLY_SHIPPING', 'AWAITING_COLLECTION']
const shippedStatuses: ReadonlySet<string> = new Set(['IN_TRANSIT', 'DELIVERED', 'COMPLETED'])
const cancelledStatuses: ReadonlySet<string> = new Set(['CANCELLED', 'CANCEL'])

/** An order that is not booked so long after it was shipped is a matter for people. */
const shippedKeptSecs = 7 * 86_400

/** How far before the last change it knows each reading begins: a list may show a change late. */
const overlapSecs = 120

/**
 * The orders of a shop that are not shipped yet, kept up to date by what has changed.
 *
 * The first reading lists them all; each later one asks only for what changed, which is one call in most minutes. Orders that TikTok
 * ships itself are left out: their units lie in its own warehouses. An order that was open once is kept for a week after it has
 * been shipped, and so are shipped ones that were created since `shippedSince`.
 */
export class OpenOrders {
  readonly #client: TikTokShopClient
  readonly #rows = new Map<string, readonly OpenUnits[]>()
  /** When orders were first seen as shipped, in seconds. */
  readonly #shippedAt = new Map<string, number>()
  #shippedSince = Number.POSITIVE_INFINITY
  #newestChange: number | undefined
  #readAtMs = Number.NEGATIVE_INFINITY
  #reading: Promise<void> | undefined

  constructor(client: TikTokShopClient) {
    this.#client = client
  }

  /** Units by the seller's SKU and by TikTok's id of it, from a reading that was begun at or after this instant. */
  async unitsBySku(
    { sinceMs, shippedSince }: { readonly sinceMs: number; readonly shippedSince: number | undefined },
    now: () => number,
    context: CallContext,
  ): Promise<ReadonlyMap<string, readonly OpenUnits[]>> {
    // Whoever comes while a reading is on cannot use it: it may have passed what they want to see.
    await this.#reading?.catch(() => undefined)
    if (this.#readAtMs < sinceMs) {
      this.#reading ??= this.#read(now(), shippedSince, context)
      await this.#reading
    }
    const bySku = new Map<string, OpenUnits[]>()
    this.#forgetShipped(now())
    for (const row of [...this.#rows.values()].flat()) {
      for (const name of new Set([row.seller_sku, row.sku_id])) {
        const known = bySku.get(name)
        if (known === undefined) bySku.set(name, [row])
        else known.push(row)
      }
    }
    return bySku
  }

  async #read(nowMs: number, shippedSince: number | undefined, context: CallContext): Promise<void> {
    const since = this.#newestChange
    try {
      if (since === undefined) {
        this.#shippedSince = shippedSince ?? Math.floor(nowMs / 1000)
        await this.#listOpen(context)
        if (shippedSince !== undefined) await this.#listShipped(nowMs, context)
      } else await this.#takeAll({ update_time_ge: since - overlapSecs }, context)
      this.#newestChange ??= Math.floor(nowMs / 1000) - overlapSecs
      this.#readAtMs = nowMs
    } finally {
      this.#reading = undefined
    }
  }

  /** Orders only move forward: one that changes its status meanwhile is met again further on. */
  async #listOpen(context: CallContext): Promise<void> {
    for (const status of openStatuses) await this.#takeAll({ order_status: status }, context)
  }

  async #listShipped(nowMs: number, context: CallContext): Promise<void> {
    const since = Math.max(this.#shippedSince, Math.floor(nowMs / 1000) - shippedKeptSecs)
    await this.#takeAll({ update_time_ge: since, create_time_ge: this.#shippedSince }, context)
  }

  async #takeAll(filter: OrderFilter, context: CallContext): Promise<void> {
    for await (const order of this.#client.orders.search(filter, context)) this.#take(order)
  }

  #take(order: Order): void {
    this.#newestChange = Math.max(this.#newestChange ?? 0, order.update_time ?? 0)
    const { id, status = '', create_time: createdAt = 0, update_time: changedAt = 0 } = order
    const isShipped = shippedStatuses.has(status)
    const isKnown = this.#rows.has(id) || createdAt >= this.#shippedSince
    const isOurs = !cancelledStatuses.has(status) && order.fulfillment_type !== 'FULFILLMENT_BY_TIKTOK'
    if (isOurs && (!isShipped || isKnown)) this.#rows.set(id, unitsOf(order, isShipped))
    else this.#rows.delete(id)
    if (isShipped && this.#rows.has(id)) this.#shippedAt.set(id, this.#shippedAt.get(id) ?? changedAt)
    else this.#shippedAt.delete(id)
  }

  #forgetShipped(nowMs: number): void {
    for (const [id, at] of this.#shippedAt) {
      if (at >= nowMs / 1000 - shippedKeptSecs) continue
      this.#shippedAt.delete(id)
      this.#rows.delete(id)
    }
  }
}

/** A line is one unit. A virtual bundle is its parts: they are what lies in the warehouse. */
const unitsOf = (order: Order, isShipped: boolean): readonly OpenUnits[] => {
  const rows = new Map<string, OpenUnits>()
  for (const line of order.line_items ?? []) {
    if (line.display_status === 'CANCELLED') continue
    const bundled = line.combined_listing_skus ?? []
    const parts = bundled.length > 0 ? bundled : [{ sku_id: line.sku_id, seller_sku: line.seller_sku }]
    const { warehouse_id: warehouse = '' } = order
    for (const { sku_id: sku = '', seller_sku: sellerSku = '', ...part } of parts) {
      const key = `${sku} ${warehouse}`
      const count = 'sku_count' in part ? Number(part.sku_count ?? 1) : 1
      rows.set(key, {
        order_id: order.id,
        status: order.status ?? '',
        create_time: order.create_time ?? 0,
        sku_id: sku,
        seller_sku: sellerSku.trim(),
        warehouse_id: warehouse,
        units: (rows.get(key)?.units ?? 0) + count,
        is_shipped: isShipped,
      })
    }
  }
  return [...rows.values()]
}
