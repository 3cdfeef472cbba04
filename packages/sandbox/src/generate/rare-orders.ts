import type { Order } from '../tiktok-shop/orders/order.js'

const day = 24 * 3600

/** What few orders are, and an integration meets one day: a shop has one of each when asked for them. */
const rareOrders = {
  /** Paid now, to be shipped when the goods come out. */
  'pre-order': order => {
    const released = order.create_time + 30 * day
    return {
      ...order,
      order_type: 'PRE_ORDER',
      release_date: released,
      rts_sla_time: released + 2 * day,
      line_items: order.line_items.map(line => ({ ...line, sku_type: 'PRE_ORDER' })),
    }
  },
  'made-to-order': order => ({
    ...order,
    order_type: 'MADE_TO_ORDER',
    handling_duration: { days: '7', type: 'BUSINESS_DAY' },
    rts_sla_time: order.create_time + 11 * day,
  }),
  /** Shipped before it is paid. */
  'cash-on-delivery': ({ paid_time: _, ...order }) => ({
    ...order,
    is_cod: true,
    payment_method_name: 'Cash on delivery',
  }),
  /** Brazil: not to be shipped before its fiscal invoice was accepted. */
  'invoice-first': order => ({
    ...order,
    need_upload_invoice: 'NEED_INVOICE',
    cpf: '000.000.000-00',
    cpf_name: 'Pessoa de Exemplo',
  }),
  /** In a status that no list has. */
  'unknown-status': order => ({ ...order, status: 'AWAITING_VERIFICATION' }),
  /** Won in a LIVE: nobody pays. */
  giveaway: order => ({
    ...order,
    order_type: 'ZERO_LOTTERY',
    line_items: order.line_items.map(line => ({
      ...line,
      sku_type: 'ZERO_LOTTERY',
      original_price: '0.00',
      sale_price: '0.00',
      seller_discount: '0.00',
      platform_discount: '0.00',
      item_tax: [],
    })),
    payment: Object.fromEntries(
      Object.entries(order.payment ?? {}).map(([name, value]) => [
        name,
        name === 'currency' ? value : '0.00',
      ]),
    ),
  }),
  exchange: (order, first) => ({
    ...order,
    is_exchange_order: true,
    exchange_source_order_id: first.id,
  }),
  /** Goes into one parcel with the order after it. */
  combined: order => combine(order, order),
  'combined-too': (order, _, before) => combine(order, before),
  /** The buyer of the first order, whose relay address is another one now. */
  'other-relay-address': (order, first) => ({
    ...order,
    user_id: first.user_id,
    buyer_nickname: first['buyer_nickname'],
    buyer_email: `again.${String(first['buyer_email'])}`,
  }),
} as const satisfies Readonly<Record<string, (order: Order, first: Order, before: Order) => Order>>

const combine = (order: Order, with_: Order): Order => ({
  ...order,
  user_id: with_.user_id,
  recipient_address: with_['recipient_address'],
  split_or_combine_tag: 'COMBINED',
  auto_combine_group_id: `1155${with_.id.slice(4).replace(/\d$/, '0')}`,
})

export type RareOrderKind = keyof typeof rareOrders

/** Orders that wait for their shipment, one for each rare kind, made into that. */
export const toRareOrders = (
  first: Order,
  make: (index: number) => Order,
): readonly (readonly [RareOrderKind, Order])[] => {
  const made: (readonly [RareOrderKind, Order])[] = []
  for (const [index, kind] of rareOrderKinds.entries()) {
    const before = made.at(-1)?.[1] ?? first
    made.push([kind, rareOrders[kind](make(index), first, before)])
  }
  return made
}

export const rareOrderKinds = Object.keys(rareOrders).filter(
  (kind): kind is RareOrderKind => kind in rareOrders,
)
