import type { MadeShop } from '@tiktok-ns/sandbox'
import { accountMap, type DemoFlow, usualAccounts } from '../demo-project.js'
import { sellersWarehouse } from './verify-day.js'

/** When a shop's orders are billed, and by which documents. */
export type DayBilling = 'invoices' | 'cashSales' | 'invoicesAtOnce' | 'cashSalesAtOnce'

interface Setup {
  readonly orders: string
  /** What bills shipments; undefined where orders are billed as soon as they are paid for. */
  readonly billing: string | undefined
  readonly isCash: boolean
}

const setups: Readonly<Record<DayBilling, Setup>> = {
  invoices: {
    orders: 'orders/tiktok-orders-to-netsuite-sales-orders',
    billing: 'orders/netsuite-fulfillments-to-invoices',
    isCash: false,
  },
  cashSales: {
    orders: 'orders/tiktok-orders-to-netsuite-sales-orders',
    billing: 'orders/netsuite-fulfillments-to-cash-sales',
    isCash: true,
  },
  invoicesAtOnce: { orders: 'orders/tiktok-orders-to-netsuite-invoices', billing: undefined, isCash: false },
  cashSalesAtOnce: {
    orders: 'orders/tiktok-orders-to-netsuite-cash-sales',
    billing: undefined,
    isCash: true,
  },
}

export const isAtOnce = (billing: DayBilling): boolean => setups[billing].billing === undefined
export const isCash = (billing: DayBilling): boolean => setups[billing].isCash

/** The flows of a shop's day. */
export const dayFlows = (
  billing: DayBilling,
  { netsuiteIds: ids }: MadeShop,
  refundItem: string,
): readonly DemoFlow[] => {
  const setup = setups[billing]
  const places = `location: '${ids.location}', fbtLocation: '${ids.fbtLocation}'`
  const stock = `{ warehouses: { '${sellersWarehouse}': ['${ids.location}'] }, elsewhereSecs: 0, siblingSecs: 0, ownSecs: 0 }`
  const credits = setup.isCash
    ? `refundItem: '${refundItem}', creditAs: cashRefund, cashAccount: '${usualAccounts.undeposited}'`
    : `refundItem: '${refundItem}'`
  const flow = (name: string, path: string, settings = '{}'): DemoFlow => ({ name, path, settings })
  return [
    flow(
      'orders',
      setup.orders,
      `{ customer: '${ids.customer}', discountItem: '${ids.discountItem}', ${places}, sampleClass: '${ids.sampleClass}' }`,
    ),
    flow('changes', 'orders/tiktok-order-changes-to-netsuite'),
    flow(
      'cancellations',
      'orders/tiktok-cancellations-to-netsuite',
      `{ afterShipping: authorizeReturn, ${credits} }`,
    ),
    ...(setup.billing === undefined
      ? []
      : [
          flow('cancel-requests', 'fulfillment/netsuite-decisions-to-tiktok-cancellations'),
          flow('closed-lines', 'fulfillment/netsuite-closed-lines-to-tiktok-cancellations'),
          flow(
            'shipments',
            'fulfillment/netsuite-fulfillments-to-tiktok-packages',
            '{ fallbackCarrier: UPS }',
          ),
          flow(
            'adopted',
            'fulfillment/tiktok-packages-to-netsuite-fulfillments',
            `{ ${places}, sellerPackages: adopt }`,
          ),
          flow('billing', setup.billing),
        ]),
    flow(
      'return-requests',
      'orders/tiktok-return-requests-decided',
      "{ approveReturns: true, approveRefundsUpTo: '500' }",
    ),
    flow('returns', 'orders/tiktok-returns-to-netsuite', `{ receiveGoods: byWarehouse, ${credits} }`),
    flow('closed-returns', 'orders/netsuite-receipts-to-closed-returns'),
    flow(
      'statements',
      'settlement/tiktok-statements-to-netsuite-books',
      statementSettings(setup, ids.customer),
    ),
    flow(
      'payments',
      'settlement/tiktok-payments-to-netsuite-bank',
      `{ bankAccount: '${usualAccounts.bank}', clearingAccount: '${usualAccounts.clearing}' }`,
    ),
    flow(
      'settled-orders',
      'settlement/tiktok-settled-orders-to-netsuite-payments',
      setup.isCash
        ? '{ against: cashSale }'
        : `{ against: invoice, customer: '${ids.customer}', receivableAccount: '${usualAccounts.receivable}' }`,
    ),
    flow(
      'fees',
      'settlement/tiktok-settled-fees-against-rates',
      "{ rates: { fee.referral: { percent: '6', of: goods } } }",
    ),
    flow(
      'accrual',
      'settlement/tiktok-unsettled-orders-to-netsuite-accrual',
      `
      mode: feesOnly
      accounts:
        accrued: '${usualAccounts.reserve}'
${accountMap}`,
    ),
    flow('prices', 'catalogue/netsuite-prices-to-tiktok-prices', '{ currency: USD }'),
    flow('stock', 'inventory/netsuite-stock-to-tiktok-inventory', stock),
    flow('stock-sweep', 'inventory/netsuite-stock-sweep-to-tiktok-inventory', stock),
  ]
}

const statementSettings = ({ isCash: paidInCash }: Setup, customer: string): string =>
  paidInCash
    ? `
      mode: deposit
      unmatched: hold
      accounts:
        variance: '6199'
${accountMap}`
    : `
      mode: feesOnly
      customer: '${customer}'
      accounts:
        receivable: '${usualAccounts.receivable}'
${accountMap}`
