/** Cents of a row's settlement. */
const each = 2_813

/** A statement of so many orders, each sold once, as the sandbox takes it. */
export const manyRows = (count: number) => ({
  head: {
    id: '7300000000000000001',
    statement_time: Date.parse('2026-03-16T00:00:00Z') / 1000,
    currency: 'USD',
    settlement_amount: dollars(count * each),
    payment_status: 'PROCESSING',
    payment_id: '',
  },
  payableCents: count * each,
  rows: Array.from({ length: count }, (_, index) => ({ skus: [], row: rowOf(index) })),
})

const rowOf = (index: number) => ({
  id: `730000000000${String(index).padStart(7, '0')}`,
  type: 'ORDER',
  order_id: `5760000000${String(index).padStart(8, '0')}`,
  order_create_time: 1_772_000_000 + index,
  settlement_amount: '28.13',
  revenue_amount: '36.00',
  shipping_cost_amount: '-1.21',
  fee_tax_amount: '-6.66',
  revenue_breakdown: { subtotal_before_discount_amount: '40.00', seller_discount_amount: '-4.00' },
  shipping_cost_breakdown: { customer_paid_shipping_fee_amount: '4.99', actual_shipping_fee_amount: '-6.20' },
  fee_tax_breakdown: { fee: { referral_fee_amount: '-2.16', affiliate_commission_amount: '-4.50' }, tax: {} },
})

const dollars = (cents: number): string =>
  `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`
