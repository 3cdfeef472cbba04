import type { JsonObject } from '@tiktok-ns/flow-engine'
import { sampleAccounts } from '../src/settlement/testing/worked-example.js'
import type { ShopWorld } from '../testing/open-shop-world.js'
import { orderFlows, orderSettings } from '../testing/order-flows.js'
import { type Billing, flowCount, type Weather } from './life.js'

/** A flow with its settings. */
export interface SetFlow {
  readonly path: string
  readonly settings: JsonObject
}

/** Of the sandbox's chart: where the money of cash sales waits for the statement's deposit. */
export const undeposited = '1050'

/** How a way of billing is set up. */
interface Setup {
  readonly orders: string
  /** What bills shipments, where orders are not billed at once. */
  readonly billing?: string
  readonly isCash: boolean
  /** What an order becomes, as in its external id. */
  readonly kind: 'SO' | 'INV' | 'CS'
}

const setups: Readonly<Record<Billing, Setup>> = {
  invoices: { orders: orderFlows.orders, billing: orderFlows.billing, isCash: false, kind: 'SO' },
  cashSales: { orders: orderFlows.orders, billing: orderFlows.cashBilling, isCash: true, kind: 'SO' },
  invoicesAtOnce: { orders: orderFlows.invoices, isCash: false, kind: 'INV' },
  cashSalesAtOnce: { orders: orderFlows.cashSales, isCash: true, kind: 'CS' },
}

export const isAtOnce = (billing: Billing): boolean => setups[billing].billing === undefined
export const kindOf = (billing: Billing): Setup['kind'] => setups[billing].kind
export const isCash = (billing: Billing): boolean => setups[billing].isCash

/** The flows of a shop that bills so, imports first. A shop that bills at once has one less. */
export const flowsOf = (
  world: ShopWorld,
  { billing, receiveGoods }: Pick<Weather, 'billing' | 'receiveGoods'>,
  refundItem: string,
): readonly SetFlow[] => {
  const setup = setups[billing]
  const credits: JsonObject = setup.isCash
    ? { creditAs: 'cashRefund', cashAccount: undeposited }
    : { creditAs: 'creditMemo' }
  const flows: readonly SetFlow[] = [
    { path: setup.orders, settings: orderSettings(world) },
    { path: orderFlows.changes, settings: {} },
    {
      path: orderFlows.cancellations,
      settings: { afterShipping: 'authorizeReturn', refundItem, ...credits },
    },
    { path: orderFlows.returns, settings: { refundItem, receiveGoods, ...credits } },
    { path: orderFlows.closedReturns, settings: {} },
    ...(setup.billing === undefined ? [] : [{ path: setup.billing, settings: {} }]),
  ]
  if (flows.length > flowCount)
    throw new Error(`a round runs ${flowCount} flows, and there are ${flows.length}`)
  return flows
}

/** What books the statement of a shop that bills so. */
export const statementFlow = (world: ShopWorld, billing: Billing): SetFlow => ({
  path: 'settlement/tiktok-statements-to-netsuite-books',
  settings: isCash(billing)
    ? { mode: 'deposit', accounts: { ...sampleAccounts, variance: '1100' }, unmatched: 'hold' }
    : { mode: 'feesOnly', accounts: { ...sampleAccounts }, customer: world.ids.customer },
})
