import type { JsonObject } from '../../../json.js'
import { linesOf } from '../../records/lines.js'
import type { StoredRecord } from '../../records/record-store.js'
import { recordType } from '../../records/record-types.js'
import { referencedId } from '../../records/references.js'
import { keepsStock } from '../../stock/stock-items.js'
import { currencyOf } from '../currencies.js'
import { accountOr, dimensionsOf } from '../dimensions.js'
import { toMinor } from '../money.js'
import type { Draft, Ground, PostingRule } from '../posting.js'
import { applications } from './applications.js'
import { payableAccount } from './usual-accounts.js'

const itemType = recordType('inventoryItem')

const billed = ({ fields }: StoredRecord, ground: Ground): readonly Draft[] => {
  const { exponent } = currencyOf(fields['currency'], ground.store)
  const lines = (sublist: string, account: (line: JsonObject) => string): readonly Draft[] =>
    (linesOf(fields[sublist]) ?? []).map((line, index) => ({
      ...dimensionsOf(fields, line),
      account: account(line),
      foreign: toMinor(line['amount'], exponent),
      line: Number(line['line'] ?? index + 1),
    }))
  return [
    ...lines('expense', line => accountOr(line['account'], 'expense', ground)),
    ...lines('item', line => purchaseAccount(line, ground)),
    {
      ...dimensionsOf(fields),
      account: ground.accountOf('taxPayable'),
      foreign: toMinor(fields['taxTotal'], exponent),
    },
  ]
}

/** Goods wait between receipt and bill; what a bill brings in without a receipt passes through the same account. */
const purchaseAccount = (line: JsonObject, ground: Ground): string => {
  const item = ground.store.find(itemType, referencedId(line['item']) ?? '')
  return keepsStock(item)
    ? ground.accountOf('accruedPurchases')
    : accountOr(item?.fields['expenseAccount'], 'expense', ground)
}

const sumOf = (drafts: readonly Draft[]): number => drafts.reduce((sum, { foreign }) => sum + foreign, 0)

/** We owe the vendor what the lines say. */
export const vendorBill: PostingRule = (record, ground) => {
  const parts = billed(record, ground)
  return [
    { ...dimensionsOf(record.fields), account: payableAccount(record, ground), foreign: -sumOf(parts) },
    ...parts,
  ]
}

/** We owe the vendor less, on the bills it is applied to first. */
export const vendorCredit: PostingRule = (record, ground) => {
  const parts = billed(record, ground).map(part => ({ ...part, foreign: -part.foreign }))
  return [...applications(record, ground, 'apply', 1, -sumOf(parts)), ...parts]
}
