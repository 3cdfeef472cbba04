import type { StoredRecord } from '../../records/record-store.js'
import { recordType } from '../../records/record-types.js'
import { referencedId } from '../../records/references.js'
import { conversionOf, currencyOf, toBase } from '../currencies.js'
import { accountOr, dimensionsOf } from '../dimensions.js'
import { toMinor } from '../money.js'
import type { Draft, Ground, PostingRule } from '../posting.js'
import { applications, pickedRows } from './applications.js'
import { cashAccount } from './usual-accounts.js'

const transactionType = recordType('salesOrder')

const sumOf = (drafts: readonly Draft[]): number => drafts.reduce((sum, { foreign }) => sum + foreign, 0)

const amountOf = ({ fields }: StoredRecord, name: string, ground: Ground): number =>
  toMinor(fields[name], currencyOf(fields['currency'], ground.store).exponent)

/** Money taken before there is a bill: a debt to the customer until it is applied. */
export const customerDeposit: PostingRule = (record, ground) => {
  const about = dimensionsOf(record.fields)
  const paid = amountOf(record, 'payment', ground)
  return [
    { ...about, account: cashAccount(record, ground), foreign: paid },
    { ...about, account: ground.accountOf('customerDeposits'), foreign: -paid },
  ]
}

/** What a transaction takes out of a customer deposit, at the rate that one was booked at. */
const fromDeposit = (
  deposit: StoredRecord | undefined,
  foreign: number,
  record: StoredRecord,
  ground: Ground,
): Draft => ({
  ...dimensionsOf(record.fields),
  account: ground.accountOf('customerDeposits'),
  foreign,
  ...(deposit === undefined
    ? {}
    : { document: deposit.id, amount: toBase(foreign, conversionOf(deposit, ground.store)) }),
})

const fromDeposits = (record: StoredRecord, ground: Ground): readonly Draft[] => {
  const { exponent } = currencyOf(record.fields['currency'], ground.store)
  return pickedRows(record.fields, 'deposit').map(row =>
    fromDeposit(
      ground.store.find(transactionType, referencedId(row['doc']) ?? ''),
      toMinor(row['amount'], exponent),
      record,
      ground,
    ),
  )
}

/** A deposit pays bills. */
export const depositApplication: PostingRule = (record, ground) => {
  const applied = applications(record, ground, 'apply', -1)
  const deposit = ground.store.find(transactionType, referencedId(record.fields['deposit']) ?? '')
  return [fromDeposit(deposit, -sumOf(applied), record, ground), ...applied]
}

/** Money, credits and deposits pay bills; what is left of the money waits on the payment. */
export const customerPayment: PostingRule = (record, ground) => {
  const cash: Draft = {
    ...dimensionsOf(record.fields),
    account: cashAccount(record, ground),
    foreign: amountOf(record, 'payment', ground),
  }
  const given = [cash, ...applications(record, ground, 'credit', 1), ...fromDeposits(record, ground)]
  return [...given, ...applications(record, ground, 'apply', -1, sumOf(given))]
}

/** Money goes back to the customer, out of credits and deposits. */
export const customerRefund: PostingRule = (record, ground) => {
  const taken = [...applications(record, ground, 'apply', 1), ...fromDeposits(record, ground)]
  return [
    {
      ...dimensionsOf(record.fields),
      account: accountOr(record.fields['account'], 'bank', ground),
      foreign: -sumOf(taken),
    },
    ...taken,
  ]
}

/** Money and credits go to a vendor, for bills. */
export const vendorPayment: PostingRule = (record, ground) => {
  const paid = [...applications(record, ground, 'apply', 1), ...applications(record, ground, 'credit', -1)]
  return [
    {
      ...dimensionsOf(record.fields),
      account: accountOr(record.fields['account'], 'bank', ground),
      foreign: -sumOf(paid),
    },
    ...paid,
  ]
}
