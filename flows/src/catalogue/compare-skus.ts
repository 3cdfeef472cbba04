/** A SKU of TikTok Shop's, with the product it is of. */
export interface ShopSku {
  readonly id: string
  readonly sellerSku: string
  readonly productId: string
  readonly title: string
}

/** An item of NetSuite's. */
export interface ErpItem {
  readonly id: string
  readonly name: string
  readonly isInactive: boolean
}

/** What a merchant has mapped by hand: TikTok SKU ids or seller SKUs to names of items. */
export type SkuMap = Readonly<Record<string, string | { readonly sku: string }>>

export const skuFindings = [
  'matched',
  'no seller SKU',
  'no item',
  'inactive item',
  'several SKUs for one item',
  'item not listed',
] as const
export type SkuFinding = (typeof skuFindings)[number]

/** One row of the report: a SKU of the shop, or an item that no SKU stands for. */
export interface SkuRow {
  readonly finding: SkuFinding
  readonly skuId: string
  readonly sellerSku: string
  readonly product: string
  readonly itemId: string
  readonly item: string
  /** The name on the other side that is nearly the same, where there is no partner. */
  readonly suggestion: string
}

/**
 * Lays a shop's SKUs beside NetSuite's items: what has its partner, what has none on either side, what is there twice. Each SKU
 * and each item without one is one row.
 */
export const compareSkus = (
  skus: readonly ShopSku[],
  items: readonly ErpItem[],
  skuMap: SkuMap = {},
): readonly SkuRow[] => {
  const active = new Map(items.filter(item => !item.isInactive).map(item => [item.name, item]))
  const inactive = new Map(items.filter(item => item.isInactive).map(item => [item.name, item]))
  const wanted = skus.map(sku => ({ sku, name: itemNameOf(sku, skuMap) }))
  const uses = new Map<string, number>()
  for (const { name } of wanted) if (active.has(name)) uses.set(name, (uses.get(name) ?? 0) + 1)
  const nearItem = createNearest([...active.keys()])
  const nearSku = createNearest(
    wanted.filter(({ name }) => !active.has(name)).map(({ sku }) => sku.sellerSku),
  )

  const rows = wanted.map(({ sku, name }): SkuRow => {
    const item = active.get(name) ?? inactive.get(name)
    const finding = findingOf(name, active.has(name), inactive.has(name), uses.get(name) ?? 0)
    return {
      finding,
      skuId: sku.id,
      sellerSku: sku.sellerSku,
      product: sku.title,
      itemId: item?.id ?? '',
      item: item?.name ?? '',
      suggestion: finding === 'no item' ? nearItem(name) : '',
    }
  })
  const unlisted = [...active.values()]
    .filter(({ name }) => !uses.has(name))
    .map(
      ({ id, name }): SkuRow => ({
        finding: 'item not listed',
        skuId: '',
        sellerSku: '',
        product: '',
        itemId: id,
        item: name,
        suggestion: nearSku(name),
      }),
    )
  return [...rows, ...unlisted]
}

const itemNameOf = ({ id, sellerSku }: ShopSku, skuMap: SkuMap): string => {
  const cleaned = sellerSku.replace(/[\p{Cf}\p{Cc}]/gu, '').trim()
  const mapped = skuMap[id] ?? skuMap[cleaned]
  if (mapped === undefined) return cleaned
  return typeof mapped === 'string' ? mapped : mapped.sku
}

const findingOf = (name: string, isActive: boolean, isInactive: boolean, uses: number): SkuFinding => {
  if (isActive) return uses > 1 ? 'several SKUs for one item' : 'matched'
  if (name === '') return 'no seller SKU'
  return isInactive ? 'inactive item' : 'no item'
}

/** A name without what people write differently: case, spaces, dashes, and O for 0. */
const bare = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replaceAll('o', '0')

/** The name that is nearly a given one: the same but for writing, or one character more, less or other. */
const createNearest = (names: readonly string[]): ((name: string) => string) => {
  const exact = new Map<string, string>()
  const without = new Map<string, string>()
  for (const name of names) {
    const key = bare(name)
    if (key === '') continue
    if (!exact.has(key)) exact.set(key, name)
    for (const shorter of shortened(key)) if (!without.has(shorter)) without.set(shorter, name)
  }
  return name => {
    const key = bare(name)
    if (key === '') return ''
    const near = exact.get(key) ?? without.get(key)
    if (near !== undefined) return near
    for (const shorter of shortened(key)) {
      const found = exact.get(shorter) ?? without.get(shorter)
      if (found !== undefined) return found
    }
    return ''
  }
}

/** Every text with one character less; short names are too alike to say anything. */
const shortened = (text: string): readonly string[] =>
  text.length < 5
    ? []
    : Array.from({ length: text.length }, (_, index) => text.slice(0, index) + text.slice(index + 1))
