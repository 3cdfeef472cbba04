import type { JsonObject } from '../../../json.js'
import { problems } from '../../problem.js'
import { linesOf } from '../../records/lines.js'
import type { StoredRecord } from '../../records/record-store.js'
import { recordType } from '../../records/record-types.js'
import { referencedId } from '../../records/references.js'
import { conversionOf, fromBase } from '../currencies.js'
import { accountOr, dimensionsOf } from '../dimensions.js'
import { toMinor } from '../money.js'
import type { Draft, Ground, PostingRule } from '../posting.js'
import { toPostings } from '../to-postings.js'
import { pickedRows } from './applications.js'
import { customerDeposit, customerPayment, customerRefund } from './payments.js'
import { cashRefund, cashSale } from './sales.js'

const transactionType = recordType('salesOrder')

/** Transactions that leave money in undeposited funds. */
const receipts: Readonly<Record<string, PostingRule>> = {
  cashSale,
  cashRefund,
  customerDeposit,
  customerPayment,
  customerRefund,
}

/** Undeposited money goes to the bank, less what was kept back: fees are cash back or negative other rows. */
export const bankDeposit: PostingRule = (record, ground) => {
  const { fields } = record
  const { exponent } = conversionOf(record, ground.store).currency
  const count = (sublist: string): number => linesOf(fields[sublist])?.length ?? 0
  // One numbering for all of its lines: what is picked comes after the lines of its own.
  const rows = (sublist: string, sign: 1 | -1, before: number): readonly Draft[] =>
    (linesOf(fields[sublist]) ?? []).map((line, index) => ({
      ...dimensionsOf(fields, line),
      account: referencedId(line['account']) ?? '',
      foreign: sign * toMinor(line['amount'], exponent),
      line: before + Number(line['line'] ?? index + 1),
    }))
  const own = count('other') + count('cashback')
  const parts = [
    ...pickedRows(fields, 'payment').map((row, index) => ({
      ...pickedReceipt(row, index, record, ground),
      line: own + index + 1,
    })),
    ...rows('other', -1, 0),
    ...rows('cashback', 1, count('other')),
  ]
  const total = parts.reduce((sum, { foreign }) => sum + foreign, 0)
  return [
    { ...dimensionsOf(fields), account: accountOr(fields['account'], 'bank', ground), foreign: -total },
    ...parts,
  ]
}

/** Takes what one receipt left out of undeposited funds again, at the rate it came in. */
const pickedReceipt = (row: JsonObject, index: number, record: StoredRecord, ground: Ground): Draft => {
  const id = referencedId(row['id']) ?? referencedId(row['doc']) ?? ''
  const receipt = ground.store.find(transactionType, id)
  const rule = receipt === undefined ? undefined : receipts[receipt.type.name]
  const path = `payment.items[${index}].id`
  if (receipt === undefined || rule === undefined) throw problems.invalidValue(id, 'id', path)
  const undeposited = ground.accountOf('undepositedFunds')
  const left = toPostings(receipt, rule(receipt, ground), ground).filter(
    posting => posting.account === undeposited,
  )
  // What went to a bank account at once cannot be deposited again.
  if (left.length === 0) throw problems.invalidValue(id, 'id', path)
  const sum = (read: (posting: (typeof left)[number]) => number) =>
    left.reduce((total, posting) => total + read(posting), 0)
  const own = conversionOf(record, ground.store)
  const amount = -sum(posting => posting.amount)
  const isSameCurrency = conversionOf(receipt, ground.store).currency.id === own.currency.id
  return {
    ...dimensionsOf(receipt.fields),
    account: undeposited,
    foreign: isSameCurrency ? -sum(posting => posting.foreign) : fromBase(amount, own),
    amount,
    document: receipt.id,
  }
}
