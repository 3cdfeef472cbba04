import type { Context, Hono } from 'hono'
import { z } from 'zod'
import { asJson, type JsonObject } from '../../json.js'
import { cancellation, returnOrder } from '../aftersales/aftersale.js'
import { scheduleReturn } from '../aftersales/move-return.js'
import { inboundOrder } from '../fbt/fbt-records.js'
import { payment, statement, withdrawal } from '../finance/finance-records.js'
import { packageRecord } from '../fulfillment/package.js'
import { deliveryOption, warehouse } from '../logistics/logistics.js'
import { notifyStatus } from '../orders/change-order.js'
import { order } from '../orders/order.js'
import { scheduleOrder } from '../orders/order-due.js'
import { isHeadMember } from '../orders/unread-orders.js'
import { product } from '../products/product.js'
import type { Shop } from '../shop.js'
import type { World } from '../world.js'
import { type TikTokShopAdminParts, worldFor } from './admin-parts.js'

/** One sort of object of a shop, as it can be read and replaced from outside, whole and without any rule of the platform. */
interface Collection {
  /** All of them, or of each what is known without reading it, where members of these names are enough. */
  readonly list: (shop: Shop, members: readonly string[]) => Iterable<object>
  readonly find: (shop: Shop, id: string) => object | undefined
  /** What was listed, read whole. */
  readonly whole?: (shop: Shop, row: object) => object
  /** Checks and stores one; what it should do by itself from now on is planned. */
  readonly put: (world: World, row: unknown) => void
  readonly remove: (shop: Shop, id: string) => void
}

const ofMap = <Row extends object>(
  schema: z.ZodType<Row>,
  idOf: (row: Row) => string,
  mapOf: (shop: Shop) => Map<string, Row>,
): Collection => ({
  list: shop => mapOf(shop).values(),
  find: (shop, id) => mapOf(shop).get(id),
  put: ({ shop }, row) => {
    const checked = schema.parse(row)
    mapOf(shop).set(idOf(checked), checked)
  },
  remove: (shop, id) => void mapOf(shop).delete(id),
})

const ofList = <Row extends { readonly id: string }>(
  schema: z.ZodType<Row>,
  listOf: (shop: Shop) => Row[],
): Collection => ({
  list: listOf,
  find: (shop, id) => listOf(shop).find(row => row.id === id),
  put: ({ shop }, row) => {
    const checked = schema.parse(row)
    const rows = listOf(shop)
    const place = rows.findIndex(({ id }) => id === checked.id)
    rows.splice(place < 0 ? rows.length : place, 1, checked)
  },
  remove: (shop, id) => {
    const place = listOf(shop).findIndex(row => row.id === id)
    if (place >= 0) listOf(shop).splice(place, 1)
  },
})

/** By the name that stands in the path and around the list. */
const collections: Readonly<Record<string, Collection>> = {
  orders: {
    list: (shop, members) => (members.every(isHeadMember) ? shop.orders.heads() : shop.orders.all()),
    find: (shop, id) => shop.orders.get(id),
    whole: (shop, row) => shop.orders.get(order.pick({ id: true }).parse(row).id) ?? row,
    // `update_time` is taken as given, and a changed status is told to listeners.
    put: (world, row) => {
      const checked = order.parse(row)
      const before = world.shop.orders.get(checked.id)
      world.shop.orders.put(checked)
      if (before?.status !== checked.status) notifyStatus(world, checked)
      scheduleOrder(world, checked)
    },
    remove: (shop, id) => shop.orders.remove(id),
  },
  products: {
    list: shop => shop.products.all(),
    find: (shop, id) => shop.products.get(id),
    put: ({ shop }, row) => {
      const checked = product.parse(row)
      shop.products.put(checked)
      for (const sku of checked.skus) shop.productIdOfSku.set(sku.id, checked.id)
    },
    remove: (shop, id) => shop.products.remove(id),
  },
  packages: {
    list: shop => shop.packages.all(),
    find: (shop, id) => shop.packages.get(id),
    put: ({ shop }, row) => shop.packages.put(packageRecord.parse(row)),
    remove: (shop, id) => shop.packages.remove(id),
  },
  cancellations: {
    list: shop => shop.cancellations.all(),
    find: (shop, id) => shop.cancellations.get(id),
    put: ({ shop }, row) => shop.cancellations.put(cancellation.parse(row)),
    remove: (shop, id) => shop.cancellations.remove(id),
  },
  returns: {
    list: shop => shop.returns.all(),
    find: (shop, id) => shop.returns.get(id),
    put: (world, row) => {
      const checked = returnOrder.parse(row)
      world.shop.returns.put(checked)
      scheduleReturn(world, checked)
    },
    remove: (shop, id) => shop.returns.remove(id),
  },
  statements: ofMap(
    statement,
    row => row.head.id,
    shop => shop.finance.statements,
  ),
  payments: ofMap(
    payment,
    row => row.id,
    shop => shop.finance.payments,
  ),
  withdrawals: ofMap(
    withdrawal,
    row => row.id,
    shop => shop.finance.withdrawals,
  ),
  'inbound-orders': ofMap(
    inboundOrder,
    row => row.id,
    shop => shop.fbt.inboundOrders,
  ),
  warehouses: ofList(warehouse, shop => shop.warehouses),
  'delivery-options': ofList(deliveryOption, shop => shop.deliveryOptions),
}

const defaultLimit = 100

/** Reads, stores and removes any object of a shop. */
export const addCollectionRoutes = (admin: Hono, parts: TikTokShopAdminParts): void => {
  for (const [name, collection] of Object.entries(collections)) {
    const path = `/shops/:shop/${name}`
    admin.get(path, context => {
      const { shop } = worldFor(parts, context)
      const wanted = Object.entries(context.req.query()).filter(([member]) => !isPaging(member))
      const rows = [
        ...collection.list(
          shop,
          wanted.map(([member]) => member),
        ),
      ].filter(matching(wanted))
      const { limit, offset } = paging.parse(context.req.query())
      const page = rows.slice(offset, offset + limit)
      return context.json({
        count: rows.length,
        [name]: page.map(row => collection.whole?.(shop, row) ?? row),
      })
    })
    admin.get(`${path}/:id`, context => {
      const found = collection.find(worldFor(parts, context).shop, context.req.param('id') ?? '')
      return found ? context.json(found) : context.json({ error: nothing(name, context) }, 404)
    })
    admin.put(path, async context => {
      const world = worldFor(parts, context)
      const body = z.strictObject({ [name]: z.array(z.unknown()) }).parse(await context.req.json())
      const rows = body[name] ?? []
      for (const row of rows) collection.put(world, row)
      return context.json({ count: rows.length })
    })
    admin.delete(`${path}/:id`, context => {
      const { shop } = worldFor(parts, context)
      const id = context.req.param('id') ?? ''
      if (!collection.find(shop, id)) return context.json({ error: nothing(name, context) }, 404)
      collection.remove(shop, id)
      return context.body(null, 204)
    })
  }
}

const paging = z.object({
  limit: z.coerce.number().int().nonnegative().default(defaultLimit),
  offset: z.coerce.number().int().nonnegative().default(0),
})

/** Other parameters are members that a row must have, such as `status=ON_HOLD`. */
const isPaging = (name: string): boolean => name === 'limit' || name === 'offset'

const matching =
  (wanted: readonly (readonly [name: string, value: string])[]) =>
  (row: object): boolean => {
    const members: JsonObject = asJson(row)
    return wanted.every(([name, value]) => String(members[name]) === value)
  }

const nothing = (name: string, context: Context): string =>
  `The shop has no ${context.req.param('id')} among its ${name}.`
