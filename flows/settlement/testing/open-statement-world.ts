import type { JsonObject } from '@tiktok-ns/flow-engine'
import { sumOf, textOf, toAmount } from '../../src/settlement/amounts.js'
import { openShopWorld, type ShopWorld, type ShopWorldOptions } from '../../testing/open-shop-world.js'

export const statementsToBooks = 'settlement/tiktok-statements-to-netsuite-books'

/** The generated goods, which a settlement never moves. */
const openingStock: ReadonlySet<string> = new Set(['1200', '3000'])

/** A shop whose statements a test writes itself, and the books they go to. */
export interface StatementWorld extends ShopWorld {
  /** Puts a statement there, or another version of it; its sums are those of its rows unless `head` says otherwise. */
  putStatement(
    id: string,
    rows: readonly JsonObject[],
    options?: { readonly at?: string; readonly head?: JsonObject },
  ): Promise<void>
  /** What accounts hold, by number; those that hold nothing are left out. */
  balances(asOf?: string): Readonly<Record<string, string>>
}

export const openStatementWorld = (options: ShopWorldOptions = {}): StatementWorld => {
  const world = openShopWorld({ skus: 1, at: '2026-03-20T10:00:00Z', ...options })
  return {
    ...world,
    putStatement: async (id, rows, { at = '2026-03-16T00:00:00Z', head = {} } = {}) => {
      await world.shop.call('PUT', '/statements', {
        statements: [
          {
            head: {
              id,
              statement_time: Date.parse(at) / 1000,
              currency: 'USD',
              settlement_amount: totalOf(rows, 'settlement_amount'),
              payment_status: 'PROCESSING',
              payment_id: '',
              ...head,
            },
            rows: rows.map(row => ({ row, skus: [] })),
            payableCents: centsOf(rows),
          },
        ],
      })
    },
    balances: asOf =>
      Object.fromEntries(
        world.netsuite.ledger
          .trialBalance(asOf)
          .filter(({ number, balance }) => balance !== '0.00' && !openingStock.has(number))
          .map(({ number, balance }) => [number, balance]),
      ),
  }
}

const totalOf = (rows: readonly JsonObject[], ...fields: readonly string[]): string =>
  textOf(sumOf(rows.flatMap(row => fields.map(field => toAmount(row[field])))), 2)

const centsOf = (rows: readonly JsonObject[]): number =>
  Number(
    toAmount(totalOf(rows, 'settlement_amount', 'reserve_amount'))
      .times(100)
      .toFixed(0),
  )
