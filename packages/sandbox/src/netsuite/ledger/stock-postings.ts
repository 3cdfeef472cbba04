import { recordType } from '../records/record-types.js'
import type { Step } from '../stock/cost-timelines.js'
import { conversionOf, fromBase } from './currencies.js'
import type { Ground, Posting } from './posting.js'

const transactionType = recordType('salesOrder')

/** What goods that came or went did to the books: the pile's asset account, the other side, and costs put right. */
export const stockPostings = (steps: readonly Step[], ground: Ground): readonly Posting[] =>
  steps
    .flatMap(({ movement, value, correction }): readonly Posting[] => {
      const { transaction, line, item, location, account, offset } = movement
      const record = ground.store.find(transactionType, transaction)
      const posting = (to: string, amount: number): Posting => ({
        account: to,
        amount,
        foreign: record === undefined ? amount : fromBase(amount, conversionOf(record, ground.store)),
        line,
        document: transaction,
        item,
        isCost: true,
        ...(location.startsWith('transit:') ? {} : { location }),
      })
      return [
        posting(account, value - correction),
        ...(offset === undefined ? [] : [posting(offset, -value)]),
        posting(ground.accountOf('costOfGoods'), correction),
      ]
    })
    .filter(({ amount }) => amount !== 0)
