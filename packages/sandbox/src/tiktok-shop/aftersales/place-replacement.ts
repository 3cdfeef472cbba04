import { fromCents, sumCents, toCents } from '../../cents.js'
import type { Order } from '../orders/order.js'
import { placeOrder } from '../orders/place-order.js'
import type { World } from '../world.js'
import type { ReturnOrder } from './aftersale.js'

/** An approved replacement is a new order without money, to be shipped like any other. */
export const placeReplacement = (world: World, row: ReturnOrder): Order | undefined => {
  const replaced = world.shop.orders.get(row.order_id)
  if (!replaced) return undefined
  const ids = new Set(row.return_line_items.map(line => line.order_line_item_id))
  const free = Object.fromEntries(
    Object.entries(replaced.payment ?? {}).map(([name, value]) => [
      name,
      name === 'currency' ? value : '0.00',
    ]),
  )
  return placeOrder(world, {
    id: world.newId('5765'),
    status: 'AWAITING_SHIPMENT',
    create_time: world.nowSecs,
    update_time: world.nowSecs,
    paid_time: world.nowSecs,
    order_type: 'NORMAL',
    is_replacement_order: true,
    replaced_order_id: replaced.id,
    is_sample_order: false,
    is_on_hold_order: false,
    ...pick(replaced, keptMembers),
    line_items: replaced.line_items
      .filter(line => ids.has(line.id))
      .map(line => ({
        ...pick(line, keptLineMembers),
        id: world.newId('5775'),
        sku_id: line.sku_id,
        // As samples: the seller's discount takes the price to nothing.
        original_price: line.original_price,
        seller_discount: line.original_price,
        platform_discount: '0.00',
        sale_price: '0.00',
        display_status: 'AWAITING_SHIPMENT',
      })),
    payment: {
      ...free,
      original_total_product_price: sumOf(replaced, ids),
      seller_discount: sumOf(replaced, ids),
    },
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

const sumOf = (order: Order, ids: ReadonlySet<string>): string =>
  fromCents(
    sumCents(order.line_items.filter(line => ids.has(line.id)).map(line => toCents(line.original_price))),
  )
