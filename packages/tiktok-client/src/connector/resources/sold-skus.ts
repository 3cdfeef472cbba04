import type { JsonObject } from '@tiktok-ns/flow-engine'
import type { Order } from '../../resources/orders/orders.js'
import { orders } from './orders.js'
import { type Resource, sortFieldOf, text, toBounds, toOnePage } from './resource.js'

/** What orders are about, SKU by SKU: whoever shares stock between SKUs has to look at the others. */
export const soldSkus: Resource = {
  description: {
    summary: 'SKUs in orders, by when the orders changed; one record for each order and SKU.',
    record: {
      type: 'object',
      properties: {
        id: text,
        order_id: text,
        sku_id: text,
        seller_sku: text,
        status: text,
        update_time: { type: 'integer' },
      },
    },
    where: orders.description.where,
    cursorFields: { update_time: 'epoch-seconds' },
    idField: 'id',
    maxPageSize: 100,
  },
  async *exportPages(client, request, context) {
    const { ids, where, window, pageSize } = request
    if (ids !== undefined) {
      const wanted = new Set(ids)
      const found = await client.orders.get([...new Set(ids.map(id => id.split('-')[0] ?? ''))], context)
      yield* toOnePage(found.flatMap(toSkus).filter(({ id }) => wanted.has(String(id))))
      return
    }
    const filter = { ...where, ...toBounds(window) }
    const list = client.orders.search(filter, { ...context, pageSize, sortField: sortFieldOf(request) })
    for await (const { items } of list.pages()) {
      const records = items.flatMap(toSkus)
      if (records.length > 0) yield { records }
    }
  },
}

const toSkus = ({ id, status = '', update_time: changed = 0, line_items: lines = [] }: Order) => {
  const skus = new Map<string, JsonObject>()
  for (const { sku_id: sku = '', seller_sku: sellerSku = '' } of lines)
    skus.set(sku, {
      id: `${id}-${sku}`,
      order_id: id,
      sku_id: sku,
      seller_sku: sellerSku,
      status,
      update_time: changed,
    })
  return [...skus.values()]
}
