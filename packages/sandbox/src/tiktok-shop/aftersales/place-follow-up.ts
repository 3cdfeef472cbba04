import { fromCents, sumCents, toCents } from '../../cents.js'
import { findSku } from '../inventory/stock.js'
import type { Order, OrderLine } from '../orders/order.js'
import { placeOrder } from '../orders/place-order.js'
import type { World } from '../world.js'
import type { ReturnOrder } from './aftersale.js'

/** An approved replacement is a new order without money, to be shipped like any other. */
export const placeReplacement = (world: World, row: ReturnOrder): Order | undefined => {
  const replaced = world.shop.orders.get(row.order_id)
  if (!replaced) return undefined
  const ids = new Set(row.return_line_items.map(line => line.order_line_item_id))
  return placeFreeOrder(
    world,
    replaced,
    replaced.line_items
      .filter(line => ids.has(line.id))
      .map(line => ({
        ...pick(line, keptLineMembers),
        id: world.newId('5775'),
        sku_id: line.sku_id,
        original_price: line.original_price,
      })),
    { is_replacement_order: true, replaced_order_id: replaced.id },
  )
}

/**
 * The buyer takes other things for what comes back (US and UK): the return stays on the first order, the new goods are an order
 * of their own. No source says which prices it bears; here it costs nothing, as a replacement.
 */
export const placeExchange = (world: World, row: ReturnOrder, skuIds: readonly string[]): Order => {
  const source = world.shop.orders.get(row.order_id)
  if (!source) throw new Error(`There is no order "${row.order_id}".`)
  const order = placeFreeOrder(
    world,
    source,
    skuIds.map(skuId => {
      const found = findSku(world.shop, skuId)
      if (!found) throw new Error(`There is no SKU "${skuId}".`)
      return {
        id: world.newId('5775'),
        product_id: found.product.id,
        product_name: found.product.title,
        sku_id: skuId,
        seller_sku: found.sku.seller_sku ?? '',
        currency: world.shop.currency,
        original_price: found.sku.price?.tax_exclusive_price ?? fromCents(0, world.shop.currency),
      }
    }),
    { is_exchange_order: true, exchange_source_order_id: source.id },
  )
  world.shop.returns.put({
    ...row,
    reshipment_order_id: order.id,
    exchange_order_lines: order.line_items.map(line => ({
      order_line_id: line.id,
      sku_id: line.sku_id,
      product_name: line.product_name ?? '',
    })),
    update_time: world.nowSecs,
  })
  return order
}

type FreeLine = Pick<OrderLine, 'id' | 'sku_id' | 'original_price'> & Readonly<Record<string, unknown>>

/** As samples: the seller's discount takes every price to nothing. */
const placeFreeOrder = (
  world: World,
  source: Order,
  lines: readonly FreeLine[],
  marks: Readonly<Record<string, unknown>>,
): Order => {
  const currency = source.payment?.['currency'] ?? world.shop.currency
  const nothing = fromCents(0, currency)
  const listed = fromCents(sumCents(lines.map(line => toCents(line.original_price, currency))), currency)
  const free = Object.fromEntries(
    Object.entries(source.payment ?? {}).map(([name, value]) => [
      name,
      name === 'currency' ? value : nothing,
    ]),
  )
  return placeOrder(world, {
    id: world.newId('5765'),
    status: 'AWAITING_SHIPMENT',
    create_time: world.nowSecs,
    update_time: world.nowSecs,
    paid_time: world.nowSecs,
    order_type: 'NORMAL',
    is_replacement_order: false,
    is_exchange_order: false,
    is_sample_order: false,
    is_on_hold_order: false,
    ...pick(source, keptMembers),
    ...marks,
    line_items: lines.map(line => ({
      ...line,
      seller_discount: line.original_price,
      platform_discount: nothing,
      sale_price: nothing,
      display_status: 'AWAITING_SHIPMENT',
    })),
    payment: { ...free, original_total_product_price: listed, seller_discount: listed },
  })
}

const keptMembers = [
  'fulfillment_type',
  'shipping_type',
  'delivery_type',
  'delivery_option_id',
  'delivery_option_name',
  'warehouse_id',
  'user_id',
  'buyer_email',
  'buyer_nickname',
  'commerce_platform',
  'recipient_address',
] as const

const keptLineMembers = [
  'product_id',
  'product_name',
  'sku_name',
  'seller_sku',
  'currency',
  'warehouse_id',
] as const

const pick = (object: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(names.flatMap(name => (object[name] === undefined ? [] : [[name, object[name]]])))
