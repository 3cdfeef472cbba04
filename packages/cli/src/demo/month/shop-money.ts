import { type RunningSandbox, defaultTikTokShopCredentials as shop } from '@tiktok-ns/sandbox'
import Big from 'big.js'
import { z } from 'zod'

const row = z.looseObject({ type: z.string(), order_id: z.string().optional() })
const statement = z.looseObject({
  head: z.looseObject({ id: z.string(), payment_status: z.string(), statement_time: z.number() }),
  rows: z.array(z.looseObject({ row })),
})
const payment = z.looseObject({ status: z.string(), amount: z.looseObject({ value: z.string() }) })

interface LateRow {
  readonly type: string
  readonly amount: string
  readonly orderId?: string
}

/** Of a statement that is closed and not paid: an order that it settles is named with it. */
export interface UnpaidStatement {
  readonly id: string
  readonly order: string
}

/** What TikTok does with the shop's money, and what it says of it. */
export interface ShopMoney {
  countStatements(): Promise<number>
  /** The last statement that waits for its payment and has a sale on it. */
  unpaidStatement(): Promise<UnpaidStatement>
  /** Puts a row on a statement that is closed and not yet paid. */
  amend(statementId: string, late: LateRow): Promise<void>
  /** All that has arrived in the bank, decimal text. */
  paid(): Promise<string>
}

export const openShopMoney = (sandbox: RunningSandbox): ShopMoney => {
  const call = (method: string, path: string, body?: unknown): Promise<unknown> =>
    sandbox.admin(method, `/tiktok-shop/shops/${shop.shopId}${path}`, body)
  const statements = async () =>
    z
      .looseObject({ statements: z.array(statement) })
      .parse(await call('GET', '/statements?limit=1000'))
      .statements.sort((one, other) => one.head.statement_time - other.head.statement_time)
  return {
    countStatements: async () => (await statements()).length,
    unpaidStatement: async () => {
      const found = (await statements())
        .filter(({ head }) => head.payment_status !== 'PAID')
        .flatMap(({ head, rows }) => {
          const order = rows.find(({ row: { type } }) => type === 'ORDER')?.row.order_id
          return order === undefined ? [] : [{ id: head.id, order }]
        })
        .at(-1)
      if (found === undefined)
        throw new Error(
          'no statement with a sale waits for its payment; take more orders (--orders), or others (--seed)',
        )
      return found
    },
    amend: async (id, late) => void (await call('POST', `/statements/${id}/adjustments`, late)),
    paid: async () =>
      z
        .looseObject({ payments: z.array(payment) })
        .parse(await call('GET', '/payments?limit=1000'))
        .payments.filter(({ status }) => status === 'PAID')
        .reduce((sum, { amount }) => sum.plus(amount.value), new Big(0))
        .toFixed(2),
  }
}
