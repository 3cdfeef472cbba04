import { recordSchemas } from '../../generated/record-schemas.js'
import { readEach } from '../resources/resource.js'
import { toJson } from '../to-json.js'
import type { Lookup } from './lookup.js'

/** What an order's SKUs brought, in each statement that touched them. */
export const transactionsByOrder: Lookup = {
  description: {
    summary:
      "What each SKU of an order brought, by the order's id, a match for each statement that touched it; one call each.",
    match: recordSchemas.skuTransaction,
  },
  lookupMany: async (client, { keys }, context) => {
    const found = await readEach(keys, id => client.finance.orderTransactions(id, context))
    return keys.map(key => ({
      key,
      matches: found
        .filter(({ order_id: id }) => id === key)
        .flatMap(({ sku_transactions: skus = [] }) => skus.map(toJson)),
    }))
  },
}
