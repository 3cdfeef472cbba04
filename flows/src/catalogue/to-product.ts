import { defineHook, type HookResult, type JsonObject } from '@tiktok-ns/flow-engine'
import { z } from 'zod'

const text = z.string().default('')

/** A row of NetSuite's items, with whatever columns the settings name. */
const item = z.looseObject({
  id: z.string(),
  itemid: z.string(),
  displayname: text,
  description: text,
  isinactive: z.string().default('F'),
})

const listing = z.looseObject({ id: z.string(), seller_sku: z.string(), product_id: z.string() })

const input = z.strictObject({
  /** The matrix's parent, or the item itself. */
  head: item,
  /** What is sold: the children of a matrix, or the item itself. */
  variants: z.array(item).min(1),
  /** NetSuite's prices by item: a row for each level and currency. */
  prices: z.record(
    z.string(),
    z
      .array(
        z.looseObject({
          pricelevel: z.coerce.string(),
          currency: z.coerce.string(),
          price: z.coerce.string(),
        }),
      )
      .nullable(),
  ),
  /** TikTok's SKUs that carry the variants' names. */
  listings: z.array(listing),
  /** TikTok's names of uploaded images, in order. */
  images: z.array(z.string()),
  rules: z.strictObject({
    titleField: z.string(),
    descriptionField: z.string(),
    weightField: text,
    defaultWeight: z.string(),
    weightUnit: z.string(),
    categoryField: z.string(),
    categories: z.record(z.string(), z.string()),
    defaultCategory: text,
    attributes: z.array(
      z.strictObject({
        id: z.string(),
        field: z.string(),
        values: z.record(z.string(), z.string()).default({}),
      }),
    ),
    variants: z.array(z.strictObject({ name: z.string(), field: z.string() })),
    currency: z.string(),
    currencyId: z.string(),
    priceLevel: z.string(),
    warehouse: z.string(),
    /** Fields of a product that is there already which NetSuite owns. */
    owns: z.array(z.enum(['title', 'description', 'images', 'attributes', 'weight'])),
  }),
})
export type ProductInput = z.output<typeof input>

type Item = z.output<typeof item>

/** What TikTok Shop is to be told of an item. */
export interface ProductPlan {
  /** The product that carries one of the variants; blank where there is none yet. */
  readonly productId: string
  /** Everything, for a product that is made. */
  readonly whole: JsonObject
  /** What NetSuite owns of a product that is there. */
  readonly owned: JsonObject
  /** Variants that the product lacks; TikTok takes new ones by a change of the whole product only. */
  readonly lacking: readonly string[]
  readonly isInactive: boolean
}

const columnOf = (row: Item, field: string): string => {
  const value = row[field]
  return typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : ''
}

/** The value of the head, else of the first variant that has one: parents of a matrix are often blank. */
const shared = ({ head, variants }: ProductInput, field: string): string =>
  [head, ...variants].map(row => columnOf(row, field)).find(value => value !== '') ?? ''

export const planProduct = (given: ProductInput): ProductPlan | { readonly problem: string } => {
  const { head, variants, listings, images, rules } = given
  const active = variants.filter(({ isinactive }) => isinactive !== 'T')
  const productIds = [...new Set(listings.map(({ product_id: id }) => id))]
  if (productIds.length > 1)
    return { problem: `the variants of ${head.itemid} are in several products: ${productIds.join(', ')}` }
  const [productId = ''] = productIds
  const category = rules.categories[shared(given, rules.categoryField)] ?? rules.defaultCategory
  const title = shared(given, rules.titleField) || head.itemid
  const description = shared(given, rules.descriptionField) || title
  const weight = { value: shared(given, rules.weightField) || rules.defaultWeight, unit: rules.weightUnit }
  const attributes = attributesOf(given)
  const owned: Record<ProductInput['rules']['owns'][number], JsonObject> = {
    title: { title },
    description: { description },
    images: images.length === 0 ? {} : { main_images: images.map(uri => ({ uri })) },
    attributes: attributes.length === 0 ? {} : { product_attributes: attributes },
    weight: { package_weight: weight },
  }
  const names = new Set(listings.map(({ seller_sku: name }) => name.trim()))
  const plan: ProductPlan = {
    productId,
    whole: {
      ...Object.assign({}, ...Object.values(owned)),
      category_id: category,
      external_product_id: head.id,
      skus: active.map(variant => toSku(variant, given)),
    },
    owned: Object.assign({}, ...rules.owns.map(field => owned[field])),
    lacking: active.map(({ itemid }) => itemid).filter(name => !names.has(name)),
    isInactive: active.length === 0,
  }
  if (productId !== '' || plan.isInactive) return plan
  if (category === '')
    return { problem: `${head.itemid} has no category; name one in categories or defaultCategory` }
  if (images.length === 0) return { problem: `${head.itemid} has no image, and TikTok wants one` }
  const unpriced = active.find(variant => priceOf(variant, given) === undefined)
  if (unpriced !== undefined) return { problem: `${unpriced.itemid} has no price in ${rules.currency}` }
  const alike = duplicateOf(active.map(variant => JSON.stringify(salesAttributes(variant, given))))
  if (active.length > 1 && alike)
    return { problem: `variants of ${head.itemid} look the same; name the fields they differ by in variants` }
  return plan
}

const attributesOf = (given: ProductInput): JsonObject[] =>
  given.rules.attributes.flatMap(({ id, field, values }) => {
    const value = shared(given, field)
    if (value === '') return []
    const known = values[value]
    return [{ id, values: [known === undefined ? { name: value } : { id: known }] }]
  })

const salesAttributes = (variant: Item, { rules }: ProductInput): JsonObject[] =>
  rules.variants.flatMap(({ name, field }) => {
    const value = columnOf(variant, field)
    return value === '' ? [] : [{ name, value_name: value }]
  })

const toSku = (variant: Item, given: ProductInput): JsonObject => ({
  seller_sku: variant.itemid,
  external_sku_id: variant.id,
  price: { amount: priceOf(variant, given) ?? '', currency: given.rules.currency },
  // The stock flows set it once the product is on sale.
  inventory: [{ warehouse_id: given.rules.warehouse, quantity: 0 }],
  sales_attributes: salesAttributes(variant, given),
})

const priceOf = ({ id }: Item, { prices, rules }: ProductInput): string | undefined =>
  prices[id]?.find(
    ({ pricelevel: level, currency }) => level === rules.priceLevel && currency === rules.currencyId,
  )?.price

const duplicateOf = (texts: readonly string[]): boolean => new Set(texts).size < texts.length

/** What TikTok Shop is told of an item: the whole product where it is new, else the fields that NetSuite owns. */
export const toProduct = defineHook({
  over: 'record',
  summary:
    "Makes a product of TikTok Shop's out of an item, or out of a matrix item and its children: title, description, images, attributes, category and variants.",
  answer: {
    type: 'object',
    properties: {
      productId: { type: 'string' },
      whole: { type: 'object' },
      owned: { type: 'object' },
      lacking: { type: 'array', items: { type: 'string' } },
      isInactive: { type: 'boolean' },
    },
  },
  run: ({ arguments: given }): HookResult => {
    const parsed = input.safeParse(given)
    if (!parsed.success) return { failure: { kind: 'mapping', message: z.prettifyError(parsed.error) } }
    const plan = planProduct(parsed.data)
    return 'problem' in plan
      ? { failure: { kind: 'mapping', message: plan.problem } }
      : { answer: JSON.parse(JSON.stringify(plan)) }
  },
})
