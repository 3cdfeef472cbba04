import { z } from 'zod'
import { writeByProduct } from './by-product.js'
import { type ImportTarget, mapping, toPayloadSchema } from './import-target.js'

const amount = z.string().regex(/^\d+(\.\d+)?$/, 'must be decimal text')

const payload = z.object({
  sku_id: z.string(),
  price: z.object({ amount: amount.optional(), currency: z.string(), sale_price: amount.optional() }),
  list_price: z.object({ amount, currency: z.string() }).optional(),
})

/** Sets prices of SKUs: one call for each product. */
export const price: ImportTarget = {
  description: {
    summary: 'The price of a SKU before discounts, decimal text.',
    operations: ['update'],
    payload: toPayloadSchema([payload]),
    answer: { type: 'object' },
  },
  importMany: (client, request, context) =>
    writeByProduct(client, request, context, {
      operations: ['update'],
      skuIdOf: item => payload.safeParse(item.payload).data?.sku_id,
      prepare: item => {
        const parsed = payload.safeParse(item.payload)
        if (!parsed.success) return mapping(parsed.error)
        const { sku_id: id, ...prices } = parsed.data
        return { id, ...prices }
      },
      send: (productId, skus) => client.products.updatePrices(productId, skus, context),
    }),
}
