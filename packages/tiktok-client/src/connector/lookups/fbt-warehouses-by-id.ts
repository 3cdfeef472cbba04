import { text } from '../resources/resource.js'
import { toJson } from '../to-json.js'
import type { Lookup } from './lookup.js'

/** TikTok's own warehouses by the ids that its interface for FBT has for them; one call for all. */
export const fbtWarehousesById: Lookup = {
  description: {
    summary:
      "TikTok's own warehouses (Fulfilled by TikTok) by the ids that FBT stock and movements name; `warehouse_ids` are those that orders and SKUs name.",
    match: {
      type: 'object',
      properties: { fbt_warehouse_id: text, name: text, warehouse_ids: { type: 'array', items: text } },
    },
  },
  lookupMany: async (client, { keys }, context) => {
    const warehouses = await client.fbt.warehouses(context)
    return keys.map(key => ({
      key,
      matches: warehouses.filter(({ fbt_warehouse_id: id }) => id === key).map(toJson),
    }))
  },
}
