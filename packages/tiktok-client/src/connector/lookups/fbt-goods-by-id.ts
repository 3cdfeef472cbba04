import { recordSchemas } from '../../generated/record-schemas.js'
import { inPieces, text } from '../resources/resource.js'
import { toJson } from '../to-json.js'
import type { Lookup } from './lookup.js'

const maxGoodsPerCall = 100

const { skus } = recordSchemas.fbtGoods.properties

/** What lies in TikTok's warehouses, by TikTok's id of the goods, with the seller's own name of each SKU that is made of them. */
export const fbtGoodsById: Lookup = {
  description: {
    summary:
      "Goods in TikTok's own warehouses (Fulfilled by TikTok) by their id, with the SKUs they are sold as and the seller's name of each; two calls for a hundred.",
    match: {
      ...recordSchemas.fbtGoods,
      properties: {
        ...recordSchemas.fbtGoods.properties,
        skus: {
          ...skus,
          items: { ...skus.items, properties: { ...skus.items.properties, seller_sku: text } },
        },
      },
    },
  },
  lookupMany: async (client, { keys }, context) => {
    const found = await Promise.all(
      inPieces(keys, maxGoodsPerCall).map(ids => client.fbt.goods({ goods_ids: ids }, context).all()),
    )
    const goods = found.flat()
    const skuIds = goods.flatMap(({ skus: own = [] }) => own.flatMap(({ id }) => id ?? []))
    const stock = await client.inventory.ofSkus(skuIds, context)
    const names = new Map(
      stock.flatMap(({ skus: own = [] }) => own.map(({ id = '', seller_sku: name = '' }) => [id, name])),
    )
    return keys.map(key => ({
      key,
      matches: goods
        .filter(({ id }) => id === key)
        .map(row =>
          toJson({
            ...row,
            skus: (row.skus ?? []).map(sku => ({ ...sku, seller_sku: names.get(sku.id ?? '') ?? '' })),
          }),
        ),
    }))
  },
}
