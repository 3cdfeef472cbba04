import type { Json, JsonObject } from '../../json.js'
import { problems } from '../problem.js'
import { linesOf } from '../records/lines.js'
import type { RecordStore, StoredRecord } from '../records/record-store.js'
import { recordType } from '../records/record-types.js'
import { referencedId } from '../records/references.js'
import { centsOf, numberOf, toAmount, withAmounts } from './amounts.js'
import { entityIdOf } from './default-transaction.js'
import { type JournalSide, journalLines } from './journal-lines.js'
import { appliedTo, depositUsed } from './payment-progress.js'

/** What the rows of a sublist pick. */
interface Picking {
  /** Record types, each with an open amount of its own. */
  readonly documents: readonly string[]
  /** Lines of journals that they pick as well. */
  readonly journals?: JournalSide
}

export const owedByCustomer = { accountType: 'AcctRec', side: 'debit' } as const
export const owedToCustomer = { accountType: 'AcctRec', side: 'credit' } as const
const owedToVendor = { accountType: 'AcctPay', side: 'credit' } as const
const owedByVendor = { accountType: 'AcctPay', side: 'debit' } as const

/** By record type and sublist; what is given comes before what it is applied to. */
const picks: Readonly<Record<string, Readonly<Record<string, Picking>>>> = {
  customerPayment: {
    credit: { documents: ['creditMemo'], journals: owedToCustomer },
    deposit: { documents: ['customerDeposit'] },
    apply: { documents: ['invoice'], journals: owedByCustomer },
  },
  creditMemo: { apply: { documents: ['invoice'], journals: owedByCustomer } },
  depositApplication: { apply: { documents: ['invoice'], journals: owedByCustomer } },
  customerRefund: {
    apply: { documents: ['creditMemo', 'customerPayment'], journals: owedToCustomer },
    deposit: { documents: ['customerDeposit'] },
  },
  vendorPayment: {
    credit: { documents: ['vendorCredit'], journals: owedByVendor },
    apply: { documents: ['vendorBill'], journals: owedToVendor },
  },
  vendorCredit: { apply: { documents: ['vendorBill'], journals: owedToVendor } },
}

/** Documents that a bank deposit takes to the bank. */
const banked = new Set(['customerPayment', 'customerDeposit', 'cashSale', 'customerRefund', 'cashRefund'])

const transactionType = recordType('salesOrder')

const sublists = ['apply', 'credit', 'deposit']

/**
 * Cents of a document that are still to be applied; `own` is the transaction that asks, whose rows do not count. Of a journal, see
 * {@link openOfJournal}.
 */
export const openAmount = (document: StoredRecord, store: RecordStore, own?: StoredRecord): number => {
  const { id, type, fields } = document
  const ownRows = own === undefined ? 0 : sumOfRows(rowsFor(id, own))
  if (type.name === 'customerDeposit')
    return centsOf(fields['total']) - depositUsed(document, store) + ownRows
  const given = givesItself.has(type.name) ? sumOfRows(tickedRows(fields['apply'])) : 0
  const credits =
    type.name === 'customerPayment'
      ? sumOfRows([...tickedRows(fields['credit']), ...tickedRows(fields['deposit'])])
      : 0
  return centsOf(fields['total']) + credits - given - appliedTo(id, store) + ownRows
}

/** What others may pick. */
const applicable = new Set(
  Object.values(picks).flatMap(own => Object.values(own).flatMap(({ documents }) => documents)),
)

/** @throws Problem when a document comes to less than what was applied to it, or what it gives, already */
export const checkApplied = (document: StoredRecord, store: RecordStore): void => {
  const open = applicable.has(document.type.name) ? openAmount(document, store) : 0
  if (open < 0)
    throw problems.userError(
      `This transaction would come to ${toAmount(-open)} less than what is applied to it. Change what is applied first.`,
    )
}

/** What their own rows apply is no longer open. */
const givesItself = new Set(['creditMemo', 'vendorCredit', 'customerPayment'])

/** The line of a journal that is asked about, or all that are about the entity. */
interface JournalPart {
  readonly entity: string | undefined
  readonly journals: JournalSide
  readonly store: RecordStore
  readonly line: number | undefined
  /** The transaction that asks, whose rows do not count. */
  readonly except?: string | undefined
}

/** Cents of a journal that are still to be applied: of its lines on that side that are about the entity, or of one of them. */
export const openOfJournal = (
  journal: StoredRecord,
  { entity, journals, store, line, except }: JournalPart,
): number => {
  const others = store
    .naming(journal.id)
    .filter(other => other.id !== except && entityIdOf(other.fields) === entity)
    .flatMap(other =>
      Object.entries(picks[other.type.name] ?? {})
        .filter(([, { journals: side }]) => side === journals)
        .flatMap(([sublist]) => tickedRows(other.fields[sublist]))
        .filter(row => referencedId(row['doc']) === journal.id),
    )
  const openOf = (own: number | undefined, rows: readonly JsonObject[]): number =>
    journalLines(journal, entity, journals, store, own).reduce(
      (cents, entry) => cents + centsOf(entry[journals.side]),
      0,
    ) - sumOfRows(rows)
  const inAll = openOf(undefined, others)
  if (line === undefined) return inAll
  return Math.min(
    inAll,
    openOf(
      line,
      others.filter(row => row['line'] === line),
    ),
  )
}

const tickedRows = (sublist: Json | undefined): readonly JsonObject[] =>
  (linesOf(sublist) ?? []).filter(row => row['apply'] !== false)

const sumOfRows = (rows: readonly JsonObject[]): number =>
  rows.reduce((cents, row) => cents + centsOf(row['amount']), 0)

const rowsFor = (id: string, { fields }: StoredRecord): readonly JsonObject[] =>
  sublists.flatMap(sublist => tickedRows(fields[sublist])).filter(row => referencedId(row['doc']) === id)

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
  for (const [sublist, picking] of Object.entries(picks[record.type.name] ?? {})) {
    const rows = linesOf(fields[sublist])
    if (rows === undefined) continue
    const applied: JsonObject[] = []
    const budget = sublist === 'apply' ? budgetOf({ ...record, fields }, store) : undefined
    for (const [index, row] of rows.entries()) {
      const place = {
        record,
        before,
        store,
        picking,
        budget,
        earlier: applied,
        path: `${sublist}.items[${index}]`,
      }
      applied.push(row['apply'] === false ? row : applyRow(row, place))
    }
    fields[sublist] = { items: applied }
  }
  if (record.type.name === 'deposit') {
    const rows = linesOf(fields['payment'])
    if (rows !== undefined)
      fields['payment'] = { items: rows.map((row, index) => bankRow(row, index, { record, store })) }
  }
  return { ...record, fields }
}

/** What there is to apply: money, credits and deposits of a payment; all of a credit. */
const budgetOf = ({ type, fields }: StoredRecord, store: RecordStore): number | undefined => {
  if (type.name === 'creditMemo' || type.name === 'vendorCredit')
    return centsOf(withAmounts(type.name, fields, store)['total'])
  const { payment } = fields
  if (type.name !== 'customerPayment' || payment === undefined) return undefined
  return centsOf(payment) + sumOfRows([...tickedRows(fields['credit']), ...tickedRows(fields['deposit'])])
}

interface RowPlace {
  readonly record: StoredRecord
  readonly before: StoredRecord | undefined
  readonly store: RecordStore
  readonly picking: Picking
  /** Cents that the rows may apply in all; undefined when they decide what is paid. */
  readonly budget: number | undefined
  /** Rows above this one, with their amounts. */
  readonly earlier: readonly JsonObject[]
  readonly path: string
}

const applyRow = (row: JsonObject, place: RowPlace): JsonObject => {
  const { record, store, picking, path } = place
  const id = referencedId(row['doc']) ?? ''
  const refuseDocument = () => problems.invalidValue(id, 'doc', `${path}.doc`)
  const document = store.find(transactionType, id)
  if (document === undefined) throw refuseDocument()
  const isJournal = document.type.name === 'journalEntry'
  const entity = entityIdOf(record.fields)
  const fits = isJournal
    ? picking.journals !== undefined && journalLines(document, entity, picking.journals, store).length > 0
    : picking.documents.includes(document.type.name) && entityIdOf(document.fields) === entity
  if (!fits) throw refuseDocument()
  const line = isJournal && row['line'] !== undefined ? numberOf(row['line']) : undefined
  const claimed = place.earlier.filter(
    other =>
      other['apply'] !== false &&
      referencedId(other['doc']) === id &&
      (line === undefined || other['line'] === undefined || numberOf(other['line']) === line),
  )
  const open = openOf(document, line, place) - sumOfRows(claimed)
  const left =
    place.budget === undefined ? open : place.budget - sumOfRows(tickedRows({ items: place.earlier }))
  const most = Math.max(0, Math.min(open, left))
  const amount = row['amount'] === undefined ? most : centsOf(row['amount'])
  if (amount > most) throw problems.invalidValue(String(row['amount']), 'amount', `${path}.amount`)
  return {
    ...row,
    doc: { id },
    apply: true,
    amount: toAmount(amount),
    total: isJournal ? toAmount(open) : (document.fields['total'] ?? 0),
    refNum: String(document.fields['tranId'] ?? id),
  }
}

const openOf = (
  document: StoredRecord,
  line: number | undefined,
  { record, before, store, picking }: RowPlace,
): number => {
  if (document.type.name !== 'journalEntry') return openAmount(document, store, before)
  const { journals } = picking
  if (journals === undefined) return 0
  return openOfJournal(document, {
    entity: entityIdOf(record.fields),
    journals,
    store,
    line,
    except: before?.id,
  })
}

/** Takes a receipt to the bank, which happens once. */
const bankRow = (
  row: JsonObject,
  index: number,
  { record, store }: Pick<RowPlace, 'record' | 'store'>,
): JsonObject => {
  const id = referencedId(row['id']) ?? ''
  const document = store.find(transactionType, id)
  const isBanked = store
    .naming(id)
    .some(({ type, id: other }) => type.name === 'deposit' && other !== record.id)
  if (document === undefined || !banked.has(document.type.name) || isBanked)
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
