/**
 * Types of adjustments to their keys. The list is open: TikTok adds types without notice, some of them free text.
 *
 * @see "Get Transactions by Statement", TikTok Shop Partner Center
 */
const adjustmentKeys: Readonly<Record<string, string>> = {
  CHARGE_BACK: 'adj.chargeback',
  CUSTOMER_SERVICE_COMPENSATION: 'adj.reimbursement',
  LOGISTICS_REIMBURSEMENT: 'adj.reimbursement',
  PLATFORM_COMPENSATION: 'adj.reimbursement',
  PLATFORM_REIMBURSEMENT: 'adj.reimbursement',
  PROMOTION_ADJUSTMENT: 'adj.promotion',
  REBATE: 'adj.promotion',
  SELLER_MISSION_REWARD: 'adj.promotion',
  DEDUCTIONS_INCURRED_BY_SELLER: 'adj.penalty',
  PLATFORM_PENALTY: 'adj.penalty',
  'VIOLATION FEE (CREDIT CARD)': 'adj.penalty',
  'VIOLATION FEE (SETTLEMENT FEE)': 'adj.penalty',
  GMV_PAYMENT_FOR_ADS: 'fee.ads',
  GMV_PAYMENT_FOR_TIKTOK_ADS: 'fee.ads',
  PLATFORM_COMMISSION_ADJUSTMENT: 'fee.referral',
  PLATFORM_COMMISSION_COMPENSATION: 'fee.referral',
  COFUNDED_CREATOR_REWARDS: 'fee.affiliate',
  STAMP_DUTY: 'tax.stamp_duty',
  FBT_WAREHOUSE_SERVICE_FEE: 'fbt.storage',
  SHIPPING_FEE_ADJUSTMENT: 'shipping.cost',
  SHIPPING_FEE_COMPENSATION: 'shipping.subsidy',
  SHIPPING_FEE_REBATE: 'shipping.subsidy',
  SAMPLE_SHIPPING_FEE: 'samples',
  OTHER_ADJUSTMENT: 'adj.other',
  NET_EARNINGS_BALANCE: 'adj.negative_balance',
  'BILL PAYMENT (NEGATIVE BALANCE)': 'adj.card_payment',
  'SALES PROCEED (NEGATIVE BALANCE)': 'adj.negative_balance',
  'BILL DEDUCTION FOR NEGATIVE BALANCE': 'adj.negative_balance',
}

/** A type in one spelling: TikTok prints some with full-width brackets. */
export const normaliseType = (type: string): string =>
  type.replaceAll('（', ' (').replaceAll('）', ')').replace(/\s+/g, ' ').trim().toUpperCase()

/** The key of an adjustment's type; undefined for one nobody has named. `own`: a merchant's keys, by type. */
export const keyOfAdjustment = (
  type: string,
  own: Readonly<Record<string, string>> = {},
): string | undefined => own[type] ?? own[normaliseType(type)] ?? adjustmentKeys[normaliseType(type)]
