import type { ExportPage, ExportRequest, JsonObject } from '@tiktok-ns/flow-engine'
import type { Order, OrderFilter } from '../resources/orders/orders.js'
import type { TikTokShopClient } from '../tiktok-shop-client.js'

/** Pages of orders: by ids, or by what changed in a window, oldest change first. */
export async function* exportOrders(
  client: TikTokShopClient,
  request: ExportRequest,
  signal: AbortSignal,
): AsyncGenerator<ExportPage> {
  if (request.ids !== undefined) {
    const orders = await client.orders.get(request.ids, { signal })
    if (orders.length > 0) yield { records: orders.map(toRecord) }
    return
  }
  const { window } = request
  const sortField = window?.field === 'create_time' ? 'create_time' : 'update_time'
  const filter: OrderFilter = { ...request.where, ...(window === undefined ? {} : toBounds(window)) }
  const orders = client.orders.search(filter, { sortField, signal, pageSize: request.pageSize })
  for await (const { items, totalCount } of orders.pages()) {
    yield { records: items.map(toRecord), ...(totalCount === undefined ? {} : { totalCount }) }
  }
}

/** A window in milliseconds as TikTok's bounds in seconds: from inclusive, until exclusive. */
const toBounds = ({
  field,
  fromMs,
  untilMs,
}: NonNullable<ExportRequest['window']>): Readonly<Record<string, number>> => ({
  ...(fromMs === undefined ? {} : { [`${field}_ge`]: Math.floor(fromMs / 1000) }),
  [`${field}_lt`]: Math.ceil(untilMs / 1000),
})

// An order came out of JSON and zod keeps unknown fields, so it is JSON still; only its type has to be told.
const toRecord = (order: Order): JsonObject => JSON.parse(JSON.stringify(order))
