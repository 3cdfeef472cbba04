import { recordSchemas } from '../../generated/record-schemas.js'
import type { ProductInventory, SkuInventory } from '../../resources/products/inventory.js'
import type { TikTokShopClient } from '../../tiktok-shop-client.js'
import { inPieces, text } from '../resources/resource.js'
import { toJson } from '../to-json.js'
import type { Lookup, LookupContext } from './lookup.js'
import { maxSkusPerCall } from './skus-by-seller-sku.js'

interface Known {
  readonly skus: readonly { readonly id: string; readonly product_status: string }[]
  readonly untilMs: number
}

/** How long it is believed which SKUs carry a seller SKU. Their stock is read each time. */
const believedMs = 15 * 60_000

const knownSkus = new WeakMap<TikTokShopClient, Map<string, Known>>()

/** SKUs by the seller's own SKU with their stock in each warehouse. Deleted products are left out. */
export const stockBySellerSku: Lookup = {
  description: {
    summary:
      "SKUs by the seller's own SKU with their stock by warehouse, 600 in one call; which SKUs they are is remembered for a quarter of an hour.",
    match: {
      ...recordSchemas.inventory.properties.skus.items,
      properties: {
        ...recordSchemas.inventory.properties.skus.items.properties,
        product_id: text,
        product_status: text,
      },
    },
  },
  lookupMany: async (client, { keys }, context) => {
    const skusBySku = await findSkus(client, keys, context)
    const ids = [...new Set([...skusBySku.values()].flatMap(skus => skus.map(({ id }) => id)))]
    const stock = new Map((await client.inventory.ofSkus(ids, context)).flatMap(toEntries))
    return keys.map(key => ({
      key,
      matches: (skusBySku.get(key) ?? []).flatMap(({ id, product_status: status }) => {
        const found = stock.get(id)
        return found === undefined ? [] : [toJson({ ...found, product_status: status })]
      }),
    }))
  },
}

const toEntries = ({
  product_id: productId,
  skus = [],
}: ProductInventory): readonly (readonly [string, SkuInventory & { readonly product_id?: string }])[] =>
  skus.map(sku => [sku.id ?? '', { ...sku, ...(productId === undefined ? {} : { product_id: productId }) }])

const findSkus = async (
  client: TikTokShopClient,
  keys: readonly string[],
  context: LookupContext,
): Promise<ReadonlyMap<string, Known['skus']>> => {
  const known = knownSkus.get(client) ?? new Map<string, Known>()
  knownSkus.set(client, known)
  const nowMs = context.now()
  const unknown = keys.filter(key => (known.get(key)?.untilMs ?? 0) <= nowMs)
  for (const key of unknown) known.delete(key)
  const products = await Promise.all(
    inPieces(unknown, maxSkusPerCall).map(piece =>
      client.products.search({ seller_skus: [...piece] }, context).all(),
    ),
  )
  for (const { status = '', skus = [] } of products.flat()) {
    if (status === 'DELETED') continue
    for (const { id = '', seller_sku: sellerSku = '' } of skus) {
      if (!unknown.includes(sellerSku)) continue
      const { skus: others = [] } = known.get(sellerSku) ?? {}
      known.set(sellerSku, {
        skus: [...others, { id, product_status: status }],
        untilMs: nowMs + believedMs,
      })
    }
  }
  return new Map(keys.map(key => [key, known.get(key)?.skus ?? []]))
}
