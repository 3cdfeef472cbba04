import type { JsonObject } from '@tiktok-ns/flow-engine'
import { sampleAccounts } from '../../src/settlement/testing/worked-example.js'
import type { StatementWorld } from './open-statement-world.js'

export const settledOrdersToPayments = 'settlement/tiktok-settled-orders-to-netsuite-payments'

/** Settings of the statements' flow where orders are invoiced. */
export const billedBooks = ({ ids }: StatementWorld): JsonObject => ({
  mode: 'feesOnly',
  accounts: sampleAccounts,
  customer: ids.customer,
})

/** Settings of the flow that applies what is settled. */
export const matching = ({ ids }: StatementWorld): JsonObject => ({
  customer: ids.customer,
  receivableAccount: '1150',
})

export interface BilledOrders {
  /** An order that is imported and not billed. */
  order(order: string, amount: string): Promise<string>
  /** Bills an order; answers with the internal id. */
  invoice(order: string, amount: string, externalId?: string): Promise<string>
  credit(order: string, amount: string, externalId?: string): Promise<string>
  cashSale(order: string, amount: string): Promise<string>
  /** Internal ids of invoices and credit memos that have something open. */
  open(): Promise<readonly string[]>
}

/** What the order flows would have made of orders, without their goods. @param currency Internal id; the account's own otherwise. */
export const billOrders = async (
  { netsuite, ids }: StatementWorld,
  currency?: string,
): Promise<BilledOrders> => {
  await netsuite.edit('customer', ids.customer, { receivablesAccount: { id: '1150' } })
  const item = await netsuite.add('nonInventorySaleItem', { itemId: 'Anything sold' })
  const make = async (
    type: 'salesOrder' | 'invoice' | 'creditMemo' | 'cashSale',
    kind: string,
    order: string,
    amount: string,
    externalId = `TTS-US1-${kind}-${order}`,
  ): Promise<string> => {
    const { id } = await netsuite.client.records.create(type, {
      externalId,
      otherRefNum: order,
      entity: { id: ids.customer },
      tranDate: '2026-03-10',
      ...(currency === undefined ? {} : { currency: { id: currency } }),
      item: {
        items: [
          {
            item: { id: item },
            quantity: 1,
            price: { id: '-1' },
            rate: Number(amount),
            amount: Number(amount),
            taxCode: { id: '-7' },
          },
        ],
      },
    })
    return id
  }
  const openOf = async (type: string): Promise<readonly string[]> =>
    (await netsuite.list(type)).filter(record => record['amountRemaining'] !== 0).map(({ id }) => id)
  return {
    order: (order, amount) => make('salesOrder', 'SO', order, amount),
    invoice: (order, amount, externalId) => make('invoice', 'INV', order, amount, externalId),
    credit: (order, amount, externalId) => make('creditMemo', 'CM', order, amount, externalId),
    cashSale: (order, amount) => make('cashSale', 'CS', order, amount),
    open: async () => [...(await openOf('invoice')), ...(await openOf('creditMemo'))],
  }
}

/** The row of an order that is sold for so much, without fees. */
export const saleRow = (id: string, order: string, amount: string): JsonObject => ({
  id,
  type: 'ORDER',
  order_id: order,
  revenue_amount: amount,
  settlement_amount: amount,
  revenue_breakdown: { subtotal_before_discount_amount: amount },
})

/** The row of a refund of so much; the amount is below zero. */
export const refundRow = (id: string, order: string, amount: string): JsonObject => ({
  ...saleRow(id, order, amount),
  revenue_breakdown: { refund_subtotal_before_discount_amount: amount },
})
