import { recordSchemas } from '../../generated/record-schemas.js'
import { toJson } from '../to-json.js'
import type { Lookup } from './lookup.js'

/** Orders by their ids, fifty a call. */
export const ordersById: Lookup = {
  description: { summary: 'Orders by their ids, fifty in one call.', match: recordSchemas.order },
  lookupMany: async (client, { keys }, context) => {
    const found = await client.orders.get(keys, context)
    return keys.map(key => ({ key, matches: found.filter(({ id }) => id === key).map(toJson) }))
  },
}
