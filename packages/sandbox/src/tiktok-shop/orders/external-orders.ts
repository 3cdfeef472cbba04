import type { Json, JsonObject } from '../../json.js'
import { isJsonObject } from '../../json.js'
import { textOf } from '../aftersales/list-filter.js'
import type { ExternalOrder } from '../shop.js'
import type { ShopCall } from '../shop-call.js'

/** Add External Order References: the outside system's numbers, written back to TikTok. */
export const addExternalOrders = ({ shop, body }: ShopCall): Json => {
  const rows = Array.isArray(body['orders']) ? body['orders'].filter(isJsonObject) : []
  return {
    errors: rows.flatMap(row => {
      const orderId = textOf(row['id'])
      const external = isJsonObject(row['external_order']) ? row['external_order'] : {}
      const entry = toEntry(orderId, external)
      if (!shop.orders.get(orderId)) {
        // Here, and only here, the code is a text.
        return [
          {
            code: '21008111',
            message: 'The order or package does not belong to the current seller.',
            detail: { order_id: orderId, external_order: { id: entry.id, platform: entry.platform } },
          },
        ]
      }
      shop.externalOrders = [
        ...shop.externalOrders.filter(
          known => !(known.orderId === orderId && known.platform === entry.platform && known.id === entry.id),
        ),
        entry,
      ]
      return []
    }),
  }
}

const toEntry = (orderId: string, external: JsonObject): ExternalOrder => ({
  orderId,
  platform: textOf(external['platform']),
  id: textOf(external['id']),
  line_items: (Array.isArray(external['line_items']) ? external['line_items'] : [])
    .filter(isJsonObject)
    .map(line => ({ id: textOf(line['id']), origin_id: textOf(line['origin_id']) })),
})

const served = ({ id, platform, line_items }: ExternalOrder): Json => ({ id, platform, line_items })

/** Get External Order References. */
export const readExternalOrders = ({ shop, path, query }: ShopCall): Json => ({
  external_orders: shop.externalOrders
    .filter(row => row.orderId === path['order_id'] && row.platform === query['platform'])
    .map(served),
})

/** Search Order By External Order Reference. */
export const searchExternalOrders = ({ shop, query }: ShopCall): Json => ({
  orders: shop.externalOrders
    .filter(row => row.id === query['external_order_id'] && row.platform === query['platform'])
    .map(row => ({ id: row.orderId, external_order: served(row) })),
})
