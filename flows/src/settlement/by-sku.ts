import type { JsonObject } from '@tiktok-ns/flow-engine'
import { type Amount, sumOf } from './amounts.js'
import { readRow } from './read-row.js'
import type { ReadingRules } from './reading-rules.js'
import type { StatementAmount } from './statement-reader.js'
import { textAt } from './statement-row.js'

export interface AmountsBySku {
  readonly amounts: readonly StatementAmount[]
  /** Orders with amounts that their SKUs do not come to. */
  readonly untold: readonly string[]
}

/**
 * Amounts of orders, told apart by SKU as TikTok tells them. An amount that its order's SKUs do not come to, to the cent, stays as it
 * is: nothing is spread.
 *
 * @param skusOf What TikTok says of an order's SKUs, in all of its statements.
 */
export const bySku = (
  amounts: readonly StatementAmount[],
  statement: string,
  skusOf: (order: string) => readonly JsonObject[],
  rules: ReadingRules,
): AmountsBySku => {
  const untold = new Set<string>()
  let open: { readonly order: string; readonly skus: SkuAmounts } | undefined
  const told = amounts.flatMap((amount): readonly StatementAmount[] => {
    const { key, order } = amount
    if (order === '' || isOfNoSku(key)) return [amount]
    // Amounts of one order follow each other.
    if (open?.order !== order)
      open = {
        order,
        skus: readSkus(
          skusOf(order).filter(row => textAt(row, 'statement_id') === statement),
          rules,
        ),
      }
    const parts = open.skus.get(key) ?? new Map<string, Amount>()
    if (sumOf(parts.values()).eq(amount.amount))
      return [...parts].map(([sku, own]) => ({ ...amount, sku, amount: own }))
    untold.add(order)
    return [amount]
  })
  return { amounts: told, untold: [...untold] }
}

/** What documents of the order book as a whole, and tax that comes in and goes out. */
const isOfNoSku = (key: string): boolean => /^(receivable|variance|tax\.facilitator)$/.test(key)

/** By key, then by SKU. */
type SkuAmounts = ReadonlyMap<string, ReadonlyMap<string, Amount>>

const readSkus = (rows: readonly JsonObject[], rules: ReadingRules): SkuAmounts => {
  const found = new Map<string, Map<string, Amount>>()
  for (const row of rows) {
    const sku = textAt(row, 'sku_id')
    for (const { key, amount } of readRow({ ...row, type: 'ORDER' }, rules).amounts) {
      const ofKey = found.get(key) ?? new Map<string, Amount>()
      found.set(key, ofKey.set(sku, ofKey.get(sku)?.plus(amount) ?? amount))
    }
  }
  return found
}
