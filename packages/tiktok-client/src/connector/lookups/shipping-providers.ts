import { recordSchemas } from '../../generated/record-schemas.js'
import { toJson } from '../to-json.js'
import type { Lookup } from './lookup.js'

/** Carriers that may be named for a delivery option. In the EU, the parameters name the regions. */
export const shippingProviders: Lookup = {
  description: {
    summary: 'Carriers by delivery option id; in the EU with warehouse_region and buyer_region.',
    match: recordSchemas.shippingProvider,
  },
  lookupMany: (client, { keys, parameters = {} }, context) => {
    const { warehouse_region: warehouse, buyer_region: buyer } = parameters
    const query = {
      ...(typeof warehouse === 'string' ? { warehouse_region: warehouse } : {}),
      ...(typeof buyer === 'string' ? { buyer_region: buyer } : {}),
    }
    return Promise.all(
      keys.map(async key => {
        const providers = await client.logistics.shippingProviders(key, query, context)
        return { key, matches: providers.map(toJson) }
      }),
    )
  },
}
