/** What a key stands for in the books, for settings, reports and the set-up page. */
export interface KeyDescription {
  readonly title: string
  /** The usual account, as a bookkeeper calls it. */
  readonly usualAccount: string
  /** The key whose account is taken where this one has none. */
  readonly like?: string
}

/**
 * The stable keys that all amounts of a statement are booked under. A merchant gives each an account; vendors' field names come and
 * go, these stay.
 */
export const keyTable: Readonly<Record<string, KeyDescription>> = {
  'sales.gross': { title: 'Sales before any discount', usualAccount: 'Sales - TikTok (income)' },
  'sales.seller_discount': {
    title: 'Discounts the seller pays for',
    usualAccount: 'Discounts (contra income)',
  },
  'sales.cod': { title: 'Cash-on-delivery fees from buyers', usualAccount: 'Other income' },
  'sales.distance': {
    title: 'Distance fees inside the product price',
    usualAccount: 'Sales - TikTok (income)',
    like: 'sales.gross',
  },
  'refund.gross': { title: 'Sales refunded', usualAccount: 'Sales returns (contra income)' },
  'refund.seller_discount': {
    title: 'Seller discounts given back on refunds',
    usualAccount: 'Discounts (contra income)',
    like: 'sales.seller_discount',
  },
  'shipping.income': { title: 'Shipping that buyers paid', usualAccount: 'Shipping income' },
  'shipping.cost': { title: 'Carriers and labels', usualAccount: 'Outbound shipping (expense)' },
  'shipping.subsidy': {
    title: 'Shipping that the platform pays',
    usualAccount: 'Outbound shipping (credit)',
    like: 'shipping.cost',
  },
  'shipping.return': { title: 'Return shipping', usualAccount: 'Return shipping (expense)' },
  'shipping.extra': {
    title: 'Insurance, signatures, guarantees',
    usualAccount: 'Outbound shipping (expense)',
    like: 'shipping.cost',
  },
  'fbt.fulfilment': {
    title: 'Fulfilled by TikTok: picking, packing, sending',
    usualAccount: 'FBT fulfilment (expense)',
  },
  'fbt.storage': { title: 'Fulfilled by TikTok: storage', usualAccount: 'FBT storage (expense)' },
  'fee.referral': {
    title: 'Referral fee, platform commission',
    usualAccount: 'Marketplace commission (expense)',
  },
  'fee.payment': { title: 'Payment processing', usualAccount: 'Payment processing (expense)' },
  'fee.refund_admin': {
    title: 'Refund administration fee',
    usualAccount: 'Refund fees (expense)',
    like: 'fee.referral',
  },
  'fee.affiliate': {
    title: "Creators' and partners' commission",
    usualAccount: 'Affiliate commission (marketing)',
  },
  'fee.affiliate_deposit': {
    title: 'Commission held back until it is due, and released',
    usualAccount: 'Affiliate deposit (other current asset)',
  },
  'fee.ads': { title: 'Advertising', usualAccount: 'Advertising (marketing)' },
  'fee.program': {
    title: 'Programmes and campaigns',
    usualAccount: 'Marketplace programme fees (expense)',
    like: 'fee.referral',
  },
  'fee.partner': {
    title: 'Service partner commission',
    usualAccount: 'Partner commission (expense)',
    like: 'fee.referral',
  },
  'fee.compliance': {
    title: 'Eco-contributions paid for the seller',
    usualAccount: 'Compliance fees (expense)',
    like: 'fee.referral',
  },
  'tax.on_fees': {
    title: "Tax on TikTok's fees",
    usualAccount: 'Marketplace commission (expense)',
    like: 'fee.referral',
  },
  'tax.withheld_vat': { title: 'VAT, GST, SST withheld', usualAccount: 'VAT control (liability)' },
  'tax.import': { title: 'Import VAT, customs and duties', usualAccount: 'Duties (expense)' },
  'tax.income_withheld': { title: 'Income tax withheld', usualAccount: 'Withholding tax receivable' },
  'tax.stamp_duty': {
    title: 'Stamp duty',
    usualAccount: 'Marketplace commission (expense)',
    like: 'fee.referral',
  },
  'tax.facilitator': {
    title: 'Sales tax that TikTok collects and pays over',
    usualAccount: 'Sales-tax clearing',
  },
  'tax.seller_liable': {
    title: 'Sales tax the seller has to pay over',
    usualAccount: 'Sales tax payable (liability)',
  },
  'adj.reimbursement': {
    title: 'Lost and damaged goods, compensation',
    usualAccount: 'Reimbursements (income)',
  },
  'adj.promotion': {
    title: 'Rebates, rewards, promotion adjustments',
    usualAccount: 'Reimbursements (income)',
    like: 'adj.reimbursement',
  },
  'adj.penalty': { title: 'Penalties and violation fees', usualAccount: 'Penalties (expense)' },
  'adj.chargeback': { title: 'Chargebacks', usualAccount: 'Chargebacks (expense)', like: 'adj.penalty' },
  'adj.negative_balance': {
    title: 'Negative balances carried from one statement to another',
    usualAccount: 'TikTok clearing',
    like: 'clearing',
  },
  'adj.card_payment': {
    title: 'Negative balances that were charged to a card',
    usualAccount: 'Credit card, or bank',
  },
  'adj.other': { title: 'Other adjustments', usualAccount: 'Other marketplace costs (expense)' },
  samples: { title: 'Creator samples', usualAccount: 'Samples (marketing)' },
  reserve: { title: 'Reserves held back and released', usualAccount: 'TikTok reserve (other current asset)' },
  'unclassified.revenue': { title: 'Revenue nobody has named', usualAccount: 'Suspense - TikTok' },
  'unclassified.shipping': {
    title: 'Shipping nobody has named',
    usualAccount: 'Suspense - TikTok',
    like: 'unclassified.revenue',
  },
  'unclassified.fee': {
    title: 'Fees nobody has named',
    usualAccount: 'Suspense - TikTok',
    like: 'unclassified.revenue',
  },
  'unclassified.adjustment': {
    title: 'Adjustments nobody has named',
    usualAccount: 'Suspense - TikTok',
    like: 'unclassified.revenue',
  },
  receivable: {
    title: "The shop's customer, order by order, where orders are billed",
    usualAccount: 'TikTok receivable (A/R)',
  },
  variance: {
    title: 'Orders whose cash sales are missing or differ, where payouts are bank deposits',
    usualAccount: 'TikTok variances (other current asset)',
  },
  payable: {
    title: "Fees that are vendor bills: what is owed to the vendor until the statement's entry pays it",
    usualAccount: 'Accounts payable (A/P)',
  },
  rollover: {
    title: 'Carried over from one month to the next, where statements are split at the end of a month',
    usualAccount: 'TikTok rollover (other current asset)',
  },
  clearing: { title: 'What TikTok is about to pay', usualAccount: 'TikTok clearing (other current asset)' },
  accrued: {
    title: 'Delivered at the end of a month and not settled, where that is accrued',
    usualAccount: 'TikTok accrued income (other current asset)',
  },
}

/** Keys that an invoice or cash sale has booked already, where orders are billed in NetSuite. */
export const billedKeys: ReadonlySet<string> = new Set([
  'sales.gross',
  'sales.seller_discount',
  'sales.distance',
  'refund.gross',
  'refund.seller_discount',
  'shipping.income',
])
