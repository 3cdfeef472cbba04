import type { Random } from '../random.js'

/** One thing that is sold. Ids are those of TikTok Shop; NetSuite knows it by the seller's SKU. */
export interface CatalogueSku {
  readonly productId: string
  readonly productName: string
  readonly skuId: string
  readonly skuName: string
  readonly sellerSku: string
  readonly priceCents: number
  readonly weightGrams: number
}

export interface Catalogue {
  readonly skus: readonly [CatalogueSku, ...CatalogueSku[]]
}

const things = [
  ['Oat Milk Hand Cream', 'CREAM'],
  ['Citrus Body Scrub', 'SCRUB'],
  ['Bamboo Hair Brush', 'BRUSH'],
  ['Silk Sleep Mask', 'MASK'],
  ['Rose Water Toner', 'TONER'],
  ['Everyday Tote Bag', 'TOTE'],
  ['Ribbed Crew Socks', 'SOCKS'],
  ['Stoneware Mug', 'MUG'],
  ['Soy Wax Candle', 'CANDLE'],
  ['Desk Cable Organizer', 'CABLE'],
  ['Linen Kitchen Towel', 'TOWEL'],
  ['Travel Jewelry Case', 'JEWEL'],
] as const

const variants = [
  ['Sage', 'SAG'],
  ['Coral', 'COR'],
  ['Midnight', 'MID'],
  ['Sand', 'SND'],
  ['Plum', 'PLM'],
  ['Sky', 'SKY'],
] as const

const priceEndings = [0, 49, 95, 99] as const

/** A catalogue of `count` SKUs, a few variants to a product. */
export const makeCatalogue = (random: Random, count: number): Catalogue => {
  const skus = Array.from({ length: Math.max(1, count) }, (_, index) => makeSku(random, index))
  const [first, ...rest] = skus
  return { skus: first ? [first, ...rest] : [makeSku(random, 0)] }
}

/** The same goods as another shop lists them: under ids of its own, with the seller's SKUs as they are. */
export const listInShop = (skus: Catalogue['skus'], shopIndex: number): Catalogue['skus'] => {
  const relist = (sku: CatalogueSku): CatalogueSku => ({
    ...sku,
    productId: inShop(sku.productId, shopIndex),
    skuId: inShop(sku.skuId, shopIndex),
  })
  const [first, ...rest] = skus
  return shopIndex === 0 ? skus : [relist(first), ...rest.map(relist)]
}

/** The two digits after the prefix count shops. */
const inShop = (id: string, shopIndex: number): string =>
  `${id.slice(0, 5)}${String(shopIndex).padStart(2, '0')}${id.slice(7)}`

const makeSku = (random: Random, index: number): CatalogueSku => {
  const product = Math.floor(index / variants.length)
  const [name, code] = things[product % things.length] ?? things[0]
  const [variant, variantCode] = variants[index % variants.length] ?? variants[0]
  const series = Math.floor(product / things.length)
  return {
    productId: `17294${String(product + 1).padStart(14, '0')}`,
    productName: series === 0 ? name : `${name} ${series + 1}`,
    skuId: `17295${String(index + 1).padStart(14, '0')}`,
    skuName: variant,
    sellerSku: `${code}${series === 0 ? '' : series + 1}-${variantCode}`,
    priceCents: random.integer(4, 59) * 100 + random.pick(priceEndings),
    weightGrams: random.integer(50, 900),
  }
}
