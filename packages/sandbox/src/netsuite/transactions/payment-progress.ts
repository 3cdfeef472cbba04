import type { JsonObject } from '../../json.js'
import { linesOf } from '../records/lines.js'
import type { RecordStore, StoredRecord } from '../records/record-store.js'
import { referencedId } from '../records/references.js'
import { centsOf, isYes, toAmount } from './amounts.js'

/** Cents that other transactions apply to this one, in rows of these sublists. */
export const appliedTo = (
  id: string,
  store: RecordStore,
  sublists = ['apply', 'credit', 'deposit'],
): number =>
  store
    .naming(id)
    .flatMap(({ fields }) => sublists.flatMap(sublist => linesOf(fields[sublist]) ?? []))
    .filter(row => referencedId(row['doc']) === id && row['apply'] !== false)
    .reduce((cents, row) => cents + centsOf(row['amount']), 0)

/** Cents that a transaction applies to others. */
const appliedBy = ({ fields }: StoredRecord): number =>
  (linesOf(fields['apply']) ?? [])
    .filter(row => row['apply'] !== false)
    .reduce((cents, row) => cents + centsOf(row['amount']), 0)

/** Cents of a deposit that its applications have used, and refunds given back. */
export const depositUsed = ({ id }: StoredRecord, store: RecordStore): number =>
  appliedTo(id, store, ['deposit']) +
  store
    .naming(id)
    .filter(
      ({ type, fields }) => type.name === 'depositApplication' && referencedId(fields['deposit']) === id,
    )
    .reduce((cents, application) => cents + appliedBy(application), 0)

const isBanked = ({ id, fields }: StoredRecord, store: RecordStore): boolean =>
  (fields['account'] !== undefined && !isYes(fields['undepFunds'])) ||
  store.naming(id).some(({ type }) => type.name === 'deposit')

type Progress = (record: StoredRecord, store: RecordStore) => JsonObject

const bill: Progress = (record, store) => {
  const approval = referencedId(record.fields['approvalStatus'])
  const paid = appliedTo(record.id, store)
  const due = centsOf(record.fields['total']) - paid
  const status = approval === '1' ? 'D' : approval === '3' ? 'E' : due <= 0 ? 'B' : 'A'
  return { amountPaid: toAmount(paid), amountRemaining: toAmount(due), status: { id: status } }
}

/** What follows from applications and bank deposits, by record type. */
export const paymentProgress: Readonly<Record<string, Progress>> = {
  invoice: bill,
  vendorBill: (record, store) => {
    const { status } = bill(record, store)
    return status === undefined ? {} : { status }
  },
  cashSale: (record, store) => ({ status: { id: isBanked(record, store) ? 'C' : 'B' } }),
  customerPayment: (record, store) => ({ status: { id: isBanked(record, store) ? 'C' : 'B' } }),
  customerDeposit: (record, store) => {
    const isUsed = depositUsed(record, store) >= centsOf(record.fields['payment'])
    return { status: { id: isUsed ? 'C' : isBanked(record, store) ? 'B' : 'A' } }
  },
  creditMemo: (record, store) => {
    const applied = appliedBy(record) + appliedTo(record.id, store)
    const left = centsOf(record.fields['total']) - applied
    return {
      applied: toAmount(applied),
      unapplied: toAmount(left),
      amountRemaining: toAmount(left),
      status: { id: left <= 0 ? 'B' : 'A' },
    }
  },
  itemFulfillment: ({ fields }) =>
    fields['shipStatus'] === undefined ? {} : { status: fields['shipStatus'] },
}
