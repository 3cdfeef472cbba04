import { text } from '../resources/resource.js'
import { toJson } from '../to-json.js'
import type { Lookup } from './lookup.js'

/** The shop's warehouses, returns' and TikTok's own among them; one call for all. */
export const warehousesById: Lookup = {
  description: {
    summary: "The shop's warehouses by their id, TikTok's own among them; one call for all.",
    match: { type: 'object', properties: { id: text, name: text, type: text, effect_status: text } },
  },
  lookupMany: async (client, { keys }, context) => {
    const warehouses = await client.logistics.warehouses(context)
    return keys.map(key => ({ key, matches: warehouses.filter(({ id }) => id === key).map(toJson) }))
  },
}
