import type { JsonObject } from '@tiktok-ns/flow-engine'
import type { ShopWorld } from './open-shop-world.js'

/** The order flows by what they are for, as paths for `world.run`. */
export const orderFlows = {
  orders: 'orders/tiktok-orders-to-netsuite-sales-orders',
  invoices: 'orders/tiktok-orders-to-netsuite-invoices',
  cashSales: 'orders/tiktok-orders-to-netsuite-cash-sales',
  changes: 'orders/tiktok-order-changes-to-netsuite',
  cancellations: 'orders/tiktok-cancellations-to-netsuite',
  billing: 'orders/netsuite-fulfillments-to-invoices',
  cashBilling: 'orders/netsuite-fulfillments-to-cash-sales',
  returns: 'orders/tiktok-returns-to-netsuite',
  closedReturns: 'orders/netsuite-receipts-to-closed-returns',
} as const

/** Settings of the order flow for the generated account. */
export const orderSettings = ({ ids }: ShopWorld): JsonObject => ({
  customer: ids.customer,
  discountItem: ids.discountItem,
  location: ids.location,
  sampleClass: ids.sampleClass,
})

/** Somebody in the warehouse ships so much of each line: line of the order, to pieces. All that is open when left out. */
export const shipInNetSuite = async (
  { netsuite }: ShopWorld,
  salesOrder: string,
  pieces?: ReadonlyMap<number, number>,
): Promise<string> => {
  const lines = await netsuite.client.records.getLines('salesOrder', { externalId: salesOrder }, 'item')
  const open = lines.filter(
    line => line.isClosed !== true && Number(line.quantity) > Number(line.quantityFulfilled ?? 0),
  )
  const items = open.map(line => {
    const wanted = pieces?.get(Number(line.line)) ?? (pieces === undefined ? undefined : 0)
    return {
      orderLine: Number(line.line),
      itemReceive: wanted !== 0,
      ...(wanted === undefined || wanted === 0 ? {} : { quantity: wanted }),
    }
  })
  const { id } = await netsuite.client.records.transform(
    'salesOrder',
    { externalId: salesOrder },
    'itemFulfillment',
    { shipStatus: { id: 'C' }, ...(pieces === undefined ? {} : { item: { items } }) },
  )
  return id
}
