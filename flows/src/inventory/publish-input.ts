import { z } from 'zod'
import { publishRules, stockCounts } from './publish-rules.js'

/** Lookups with `onSeveral: list` give a list, and null for a key without a match. */
const rows = <Row extends z.ZodType>(row: Row) => z.array(row).nullable()
const byKey = <Value extends z.ZodType>(value: Value) => z.record(z.string(), value)

/** A SKU of TikTok Shop with its stock, as `shop.stockBySellerSku` and the export `shop.skus` give it. */
const listing = z.looseObject({
  id: z.string(),
  product_id: z.string(),
  product_status: z.string().optional(),
  seller_sku: z.string().optional(),
  warehouse_inventory: z
    .array(z.looseObject({ warehouse_id: z.string(), available_quantity: z.number().default(0) }))
    .default([]),
})
export type Listing = z.infer<typeof listing>

/** Units of a SKU in an order that has not been shipped, or was shipped lately, as `shop.openUnits` gives them. */
const openUnits = z.looseObject({
  order_id: z.string(),
  sku_id: z.string(),
  seller_sku: z.string(),
  warehouse_id: z.string().default(''),
  units: z.number(),
  create_time: z.number(),
  is_shipped: z.boolean().default(false),
})
export type OpenUnits = z.infer<typeof openUnits>

const uses = z.array(z.looseObject({ item: z.string(), quantity: z.number() }))

/** As `erp.stockFamilies` gives it. */
const family = z.looseObject({
  id: z.string(),
  itemid: z.string(),
  isinactive: z.string().default('F'),
  parts: uses,
  sharers: z.array(z.looseObject({ itemid: z.string(), uses })),
})

const stockRow = z.looseObject({
  location: z.string(),
  quantityavailable: z.number(),
  quantityonhand: z.number(),
  quantityonorder: z.number(),
  quantitybackordered: z.number(),
})

/** What was published last, by SKU and warehouse. */
const published = z.looseObject({
  skus: z.array(
    z.looseObject({
      sku_id: z.string(),
      inventory: z.array(z.looseObject({ warehouse_id: z.string(), quantity: z.number() })),
    }),
  ),
})

const pack = z.looseObject({ sku: z.string(), item: z.string(), units: z.number().positive() })

/** What `inventory.toPublish` is given. */
export const publishInput = z.strictObject({
  /** When the numbers were read, ISO 8601. */
  at: z.string(),
  listings: z.array(listing),
  family,
  /** Seller SKUs that stand for several units of an item, or for an item of another name. */
  packs: z.array(pack),
  open: byKey(rows(openUnits)),
  /** Orders that NetSuite has, by external id. */
  booked: byKey(z.looseObject({ status: z.string().default('') }).nullable()),
  /** Ids of orders whose goods NetSuite has counted out, as far as the order flow's cache knows: imported and shipped, or billed at once. */
  countedOut: z.array(z.string()).default([]),
  /** What stands before an order's id in its external id. */
  orderPrefix: z.string(),
  stock: byKey(rows(stockRow)),
  sales: byKey(z.looseObject({ unitsinhour: z.number(), unitsinquarter: z.number() }).nullable()),
  /** Locations behind each of TikTok's warehouses, in the order in which orders draw on them. */
  warehouses: byKey(z.array(z.string())),
  /** What TikTok says of its warehouses, by id; none where the app may not read them. */
  places: byKey(
    z.looseObject({ type: z.string().default(''), effect_status: z.string().default('') }).nullable(),
  ).default({}),
  suspendedItems: z.array(z.string()),
  suspendedLocations: z.array(z.string()),
  last: published.nullable(),
  count: z.enum(stockCounts),
  rules: publishRules,
  /** For how long nobody here can know of a sale. */
  unseen: z.strictObject({
    /** Made in another channel, until NetSuite shows it and this flow reads it. */
    elsewhereSecs: z.number().min(0),
    /** Made by another SKU of the shop that draws on the same stock, until this flow has lowered this one. */
    siblingSecs: z.number().min(0),
    /** Made by the SKU itself, from TikTok's number being read until the new one is there. */
    ownSecs: z.number().min(0),
  }),
  /** A raise by less than this many percent of what is for sale waits for the sweep. */
  raisesFromPercent: z.number().min(0),
})
export type PublishInput = z.infer<typeof publishInput>
