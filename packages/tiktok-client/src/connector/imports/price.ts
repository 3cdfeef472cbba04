import type { CallContext, ImportItem } from '@tiktok-ns/flow-engine'
import { z } from 'zod'
import type { TikTokShopClient } from '../../tiktok-shop-client.js'
import { previewByProduct, writeByProduct } from './by-product.js'
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
    writeByProduct(client, request, context, pricesOf(client, context)),
  previewMany: (client, request, context) =>
    previewByProduct(client, request, context, pricesOf(client, context)),
}

const pricesOf = (client: TikTokShopClient, context: CallContext) => ({
  operations: ['update'],
  wishesOf: (item: ImportItem) => {
    const parsed = payload.safeParse(item.payload)
    if (!parsed.success) return mapping(parsed.error)
    const { sku_id: id, ...prices } = parsed.data
    return [{ skuId: id, toSku: () => ({ id, ...prices }) }]
  },
  send: (productId: string, skus: Parameters<TikTokShopClient['products']['updatePrices']>[1]) =>
    client.products.updatePrices(productId, skus, context),
})
