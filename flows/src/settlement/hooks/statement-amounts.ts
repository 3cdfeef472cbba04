import type { JsonObject } from '@tiktok-ns/flow-engine'
import { type Amount, toAmount } from '../amounts.js'
import type { StatementAmount } from '../statement-reader.js'
import { listAt, textAt } from '../statement-row.js'

/** Amounts as one step of a flow leaves them to the next. */
export const toJsonAmount = (
  { key, order, sku, amount, isEarlier }: StatementAmount,
  text: (amount: Amount) => string,
): JsonObject => ({
  key,
  order,
  amount: text(amount),
  ...(sku === undefined ? {} : { sku }),
  ...(isEarlier ? { isEarlier } : {}),
})

/** The amounts that a step has read. */
export const amountsOf = (reading: JsonObject): readonly StatementAmount[] =>
  listAt(reading, 'amounts').map(amount => ({
    key: textAt(amount, 'key'),
    order: textAt(amount, 'order'),
    amount: toAmount(amount['amount']),
    ...('sku' in amount ? { sku: textAt(amount, 'sku') } : {}),
    ...(amount['isEarlier'] === true ? { isEarlier: true } : {}),
  }))
