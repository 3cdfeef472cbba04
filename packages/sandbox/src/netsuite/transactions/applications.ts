import type { Json, JsonObject } from '../../json.js'
import { problems } from '../problem.js'
import { linesOf } from '../records/lines.js'
import type { RecordStore, StoredRecord } from '../records/record-store.js'
import { recordType } from '../records/record-types.js'
import { referencedId } from '../records/references.js'
import { centsOf, toAmount } from './amounts.js'
import { entityIdOf } from './default-transaction.js'
import { appliedTo, depositUsed } from './payment-progress.js'

/** Which kinds of documents the rows of a sublist pick. */
const picks: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  customerPayment: { apply: ['invoice'], credit: ['creditMemo'], deposit: ['customerDeposit'] },
  creditMemo: { apply: ['invoice'] },
  depositApplication: { apply: ['invoice'] },
  customerRefund: { apply: ['creditMemo', 'customerPayment'], deposit: ['customerDeposit'] },
  vendorPayment: { apply: ['vendorBill'] },
}

/** Documents that a bank deposit takes to the bank. */
const banked = new Set(['customerPayment', 'customerDeposit', 'cashSale', 'customerRefund', 'cashRefund'])

const transactionType = recordType('salesOrder')

/** Cents of a document that are still to be applied; `own` is the transaction that asks, whose rows do not count. */
export const openAmount = (document: StoredRecord, store: RecordStore, own?: StoredRecord): number => {
  const ownRows = own === undefined ? 0 : rowsFor(document.id, own)
  const total = centsOf(document.fields['total'])
  if (document.type.name === 'customerDeposit') return total - depositUsed(document, store) + ownRows
  const given = document.type.name === 'creditMemo' ? sumOfRows(document.fields['apply']) : 0
  return total - given - appliedTo(document.id, store) + ownRows
}

const sumOfRows = (sublist: Json | undefined): number =>
  (linesOf(sublist) ?? [])
    .filter(row => row['apply'] !== false)
    .reduce((cents, row) => cents + centsOf(row['amount']), 0)

const rowsFor = (id: string, { fields }: StoredRecord): number =>
  ['apply', 'credit', 'deposit']
    .flatMap(sublist => linesOf(fields[sublist]) ?? [])
    .filter(row => referencedId(row['doc']) === id && row['apply'] !== false)
    .reduce((cents, row) => cents + centsOf(row['amount']), 0)

/**
 * Rows that pick documents, with the amounts that NetSuite fills in: what is open, where none is given.
 *
 * @throws Problem when a document is not there, of another customer, or has less open than is applied
 */
export const withApplications = (
  record: StoredRecord,
  before: StoredRecord | undefined,
  store: RecordStore,
): StoredRecord => {
  const fields: Record<string, Json> = { ...record.fields }
  for (const [sublist, kinds] of Object.entries(picks[record.type.name] ?? {})) {
    const rows = linesOf(fields[sublist])
    if (rows === undefined) continue
    fields[sublist] = {
      items: rows.map((row, index) =>
        row['apply'] === false
          ? row
          : applyRow(row, { record, before, store, kinds, path: `${sublist}.items[${index}]` }),
      ),
    }
  }
  if (record.type.name === 'deposit') {
    const rows = linesOf(fields['payment'])
    if (rows !== undefined)
      fields['payment'] = { items: rows.map((row, index) => bankRow(row, index, store)) }
  }
  return { ...record, fields }
}

interface RowPlace {
  readonly record: StoredRecord
  readonly before: StoredRecord | undefined
  readonly store: RecordStore
  readonly kinds: readonly string[]
  readonly path: string
}

const applyRow = (row: JsonObject, { record, before, store, kinds, path }: RowPlace): JsonObject => {
  const id = referencedId(row['doc']) ?? ''
  const document = store.find(transactionType, id)
  if (document === undefined || !kinds.includes(document.type.name))
    throw problems.invalidValue(id, 'doc', `${path}.doc`)
  if (entityIdOf(document.fields) !== entityIdOf(record.fields))
    throw problems.invalidValue(id, 'doc', `${path}.doc`)
  const open = openAmount(document, store, before)
  const amount = row['amount'] === undefined ? open : centsOf(row['amount'])
  if (amount > open) throw problems.invalidValue(String(row['amount']), 'amount', `${path}.amount`)
  return {
    ...row,
    doc: { id },
    apply: true,
    amount: toAmount(amount),
    total: document.fields['total'] ?? 0,
    refNum: String(document.fields['tranId'] ?? id),
  }
}

const bankRow = (row: JsonObject, index: number, store: RecordStore): JsonObject => {
  const id = referencedId(row['id']) ?? ''
  const document = store.find(transactionType, id)
  if (document === undefined || !banked.has(document.type.name))
    throw problems.invalidValue(id, 'id', `payment.items[${index}].id`)
  const isOut = document.type.name === 'customerRefund' || document.type.name === 'cashRefund'
  const total = centsOf(document.fields['total'])
  return {
    ...row,
    deposit: row['deposit'] ?? true,
    paymentAmount: toAmount(isOut ? -total : total),
    docNumber: String(document.fields['tranId'] ?? id),
  }
}
