import type { JsonObject } from '../../../json.js'
import { linesOf } from '../../records/lines.js'
import type { StoredRecord } from '../../records/record-store.js'
import { recordType } from '../../records/record-types.js'
import { referencedId } from '../../records/references.js'
import { currencyOf } from '../currencies.js'
import { accountOr, dimensionsOf } from '../dimensions.js'
import { toMinor } from '../money.js'
import type { Draft, Ground, PostingRule } from '../posting.js'
import { applications } from './applications.js'
import { cashAccount, receivableAccount } from './usual-accounts.js'

const itemType = recordType('inventoryItem')

/** What a sale earns and owes, as credits: lines, discount, shipping, tax. */
const saleParts = (record: StoredRecord, ground: Ground): readonly Draft[] => {
  const { fields } = record
  const { exponent } = currencyOf(fields['currency'], ground.store)
  const about = dimensionsOf(fields)
  const part = (account: string, name: string): Draft => ({
    ...about,
    account,
    foreign: -toMinor(fields[name], exponent),
  })
  const lines = (linesOf(fields['item']) ?? []).map(
    (line, index): Draft => ({
      ...dimensionsOf(fields, line),
      account: incomeAccount(line, ground),
      foreign: -toMinor(line['amount'], exponent),
      line: Number(line['line'] ?? index + 1),
    }),
  )
  return [
    ...lines,
    part(discountAccount(fields, ground), 'discountTotal'),
    part(ground.accountOf('shippingIncome'), 'shippingCost'),
    part(ground.accountOf('shippingIncome'), 'handlingCost'),
    part(ground.accountOf('taxPayable'), 'taxTotal'),
  ]
}

const incomeAccount = (line: JsonObject, ground: Ground): string => {
  const item = ground.store.find(itemType, referencedId(line['item']) ?? '')
  if (item?.type.name === 'discountItem') return accountOr(item.fields['account'], 'discounts', ground)
  return accountOr(item?.fields['incomeAccount'], 'sales', ground)
}

const discountAccount = (fields: JsonObject, ground: Ground): string =>
  accountOr(
    ground.store.find(itemType, referencedId(fields['discountItem']) ?? '')?.fields['account'],
    'discounts',
    ground,
  )

const reversed = (drafts: readonly Draft[]): readonly Draft[] =>
  drafts.map(draft => ({ ...draft, foreign: -draft.foreign }))

const totalOf = ({ fields }: StoredRecord, ground: Ground): number =>
  toMinor(fields['total'], currencyOf(fields['currency'], ground.store).exponent)

/** The customer owes the total. */
export const invoice: PostingRule = (record, ground) => [
  {
    ...dimensionsOf(record.fields),
    account: receivableAccount(record, ground),
    foreign: totalOf(record, ground),
  },
  ...saleParts(record, ground),
]

/** The total is in hand at once. */
export const cashSale: PostingRule = (record, ground) => [
  { ...dimensionsOf(record.fields), account: cashAccount(record, ground), foreign: totalOf(record, ground) },
  ...saleParts(record, ground),
]

/** A sale taken back: what the customer owes less, on the invoices it is applied to first. */
export const creditMemo: PostingRule = (record, ground) => [
  ...applications(record, ground, 'apply', -1, totalOf(record, ground)),
  ...reversed(saleParts(record, ground)),
]

/** A cash sale taken back. */
export const cashRefund: PostingRule = (record, ground) => reversed(cashSale(record, ground))
