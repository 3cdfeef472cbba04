import type { JsonObject } from '@tiktok-ns/flow-engine'

/** Accounts of the worked examples, by the numbers of the sandbox's chart. */
export const sampleAccounts: Readonly<Record<string, string>> = {
  'sales.gross': '4000',
  'sales.seller_discount': '4090',
  'refund.gross': '4190',
  'shipping.income': '4100',
  'shipping.cost': '6150',
  'shipping.subsidy': '4110',
  'shipping.return': '6155',
  'fbt.fulfilment': '6160',
  'fbt.storage': '6160',
  'fee.referral': '6110',
  'fee.payment': '6140',
  'fee.affiliate': '6120',
  'fee.affiliate_deposit': '1170',
  'fee.refund_admin': '6130',
  'fee.ads': '6170',
  'adj.reimbursement': '4800',
  'adj.penalty': '6180',
  'adj.other': '6180',
  'adj.card_payment': '1000',
  samples: '6190',
  'tax.*': '2200',
  'tax.facilitator': '2200',
  reserve: '1170',
  'unclassified.*': '6199',
  receivable: '1150',
  clearing: '1160',
}

/** Rows of statement ST-1001: a sale with an affiliate, a sale fulfilled by TikTok, a refund, a reimbursement and advertising. */
export const workedRows: readonly JsonObject[] = [
  {
    id: 'A',
    type: 'ORDER',
    order_id: '5761',
    revenue_amount: '55.00',
    shipping_cost_amount: '-1.21',
    fee_tax_amount: '-11.85',
    settlement_amount: '41.94',
    revenue_breakdown: { subtotal_before_discount_amount: '60.00', seller_discount_amount: '-5.00' },
    shipping_cost_breakdown: {
      customer_paid_shipping_fee_amount: '4.99',
      actual_shipping_fee_amount: '-6.20',
    },
    fee_tax_breakdown: {
      fee: { referral_fee_amount: '-3.60', affiliate_commission_amount: '-8.25' },
      tax: {},
    },
    supplementary_component: { platform_discount_amount: '3.00', sales_tax_amount: '4.50' },
  },
  {
    id: 'B',
    type: 'ORDER',
    order_id: '5762',
    revenue_amount: '108.00',
    shipping_cost_amount: '-4.85',
    fee_tax_amount: '-6.48',
    settlement_amount: '96.67',
    revenue_breakdown: { subtotal_before_discount_amount: '120.00', seller_discount_amount: '-12.00' },
    shipping_cost_breakdown: {
      actual_shipping_fee_amount: '-4.85',
      supplementary_component: { fbt_fulfillment_fee_amount: '-4.85', fbm_shipping_cost_amount: '0 ' },
    },
    fee_tax_breakdown: { fee: { referral_fee_amount: '-6.48' }, tax: {} },
    supplementary_component: { sales_tax_amount: '8.91' },
  },
  {
    id: 'C',
    type: 'ORDER',
    order_id: '5700',
    revenue_amount: '-36.00',
    shipping_cost_amount: '-5.10',
    fee_tax_amount: '5.33',
    settlement_amount: '-35.77',
    revenue_breakdown: {
      refund_subtotal_before_discount_amount: '-40.00',
      seller_discount_refund_amount: '4.00',
    },
    shipping_cost_breakdown: { return_shipping_fee_amount: '-5.10' },
    fee_tax_breakdown: {
      fee: {
        referral_fee_amount: '2.16',
        refund_administration_fee_amount: '-0.43',
        affiliate_commission_amount: '3.60',
      },
      tax: {},
    },
  },
  {
    id: 'D',
    type: 'LOGISTICS_REIMBURSEMENT',
    adjustment_id: '1',
    adjustment_amount: '7.50',
    settlement_amount: '7.50',
  },
  {
    id: 'E',
    type: 'GMV_PAYMENT_FOR_ADS',
    adjustment_id: '2',
    adjustment_amount: '-10.00',
    settlement_amount: '-10.00',
  },
  {
    id: 'R',
    type: 'RESERVE',
    reserve_id: '3',
    associated_order_id: '5762',
    reserve_status: 'COLLECTED',
    reserve_amount: '-20.00',
    settlement_amount: '0',
  },
]

export const workedStatement: JsonObject = {
  id: 'ST-1001',
  statement_time: 1773619200, // 2026-03-16T00:00:00Z: it covers the 15th
  currency: 'USD',
  settlement_amount: '100.34',
}

/** What the answer to Get Transactions by Statement says about the whole. */
export const workedTotals: JsonObject = {
  total_count: 6,
  total_settlement_amount: '100.34',
  total_reserve_amount: '-20.00',
  payable_amount: '80.34',
  total_settlement_breakdown: {
    total_revenue_amount: '127.00',
    total_shipping_cost_amount: '-11.16',
    total_fee_tax_amount: '-13.00',
    total_adjustment_amount: '-2.50',
  },
}

export const withTotals = (
  rows: readonly JsonObject[],
  totals: JsonObject = workedTotals,
): readonly JsonObject[] => rows.map(row => ({ ...row, currency: 'USD', statement_totals: totals }))
