import { isJsonObject, type JsonObject } from '../../json.js'
import { conversionOf, toBase } from '../ledger/currencies.js'
import { fromMinor, toMinor } from '../ledger/money.js'
import type { Posting } from '../ledger/posting.js'
import { postingKinds } from '../ledger/posting-rules.js'
import { linesOf } from '../records/lines.js'
import type { StoredRecord } from '../records/record-store.js'
import { recordType } from '../records/record-types.js'
import { madeFrom, referencedId } from '../records/references.js'
import { toAmount } from '../transactions/amounts.js'
import { openAmount, openOfJournal, owedByCustomer, owedToCustomer } from '../transactions/applications.js'
import { transactionKinds } from '../transactions/transaction-kinds.js'
import { addressCells } from './address-rows.js'
import { itemTypeOf } from './item-rows.js'
import type { Cell } from './open-database.js'
import {
  type DraftRow,
  fieldCells,
  idCell,
  once,
  type Row,
  type RowGround,
  type Rows,
  toCell,
} from './table-rows.js'
import { typeCodes } from './type-codes.js'

const itemType = recordType('inventoryItem')
const transactionType = recordType('salesOrder')
const accountType = recordType('account')

/** Sublists whose rows are lines of a transaction. */
const lineSublists = ['item', 'expense', 'line', 'inventory', 'other', 'cashback']

/** Kinds whose lines are negative: what is sold leaves, and earns a credit. */
const negative = new Set(['salesOrder', 'invoice', 'cashSale', 'itemFulfillment', 'estimate'])

export const transactionRows = (record: StoredRecord, cells: () => DraftRow, ground: RowGround): Rows => {
  const { type, fields } = record
  const code = typeCodes[type.name] ?? type.name
  const booked = once(() => linesWithPostings(record, ground))
  const links = once(() => linkRows(record, code, ground))
  return {
    transaction: () => [headerRow(record, cells(), code, ground)],
    transactionline: () => booked().lines,
    transactionaccountingline: () => booked().postings,
    ...(type.name === 'itemFulfillment' ? shipmentRows(record, cells) : {}),
    previoustransactionlinelink: links,
    nexttransactionlinelink: links,
    transactionshippingaddress: () => addressRow(fields['shippingAddress'], record, 1, ground),
    transactionbillingaddress: () => addressRow(fields['billingAddress'], record, 2, ground),
  }
}

const addressKey = ({ id }: StoredRecord, kind: 1 | 2): number => Number(id) * 10 + kind

const addressRow = (
  address: JsonObject[string] | undefined,
  record: StoredRecord,
  kind: 1 | 2,
  { timeZone }: RowGround,
): readonly Row[] =>
  address === undefined || !isJsonObject(address)
    ? []
    : [{ ...addressCells(addressKey(record, kind), address, timeZone), recordowner: idCell(record.id) }]

const headerRow = (record: StoredRecord, cells: DraftRow, code: string, { books }: RowGround): Row => {
  const { type, fields } = record
  const { store } = books.ground
  const conversion = conversionOf(record, store)
  const foreign =
    toMinor(fields['total'], conversion.currency.exponent) * (type.name.startsWith('vendor') ? -1 : 1)
  const hasTotal = fields['total'] !== undefined
  return Object.assign(cells, {
    type: code,
    recordtype: type.name.toLowerCase(),
    abbrevtype: null,
    entity: cells['entity'] ?? cells['customer'],
    status:
      cells['status'] ??
      cells['shipstatus'] ??
      cells['orderstatus'] ??
      (transactionKinds[type.name]?.statuses['Y'] === undefined ? null : 'Y'),
    total: hasTotal ? fromMinor(toBase(foreign, conversion), conversion.base.exponent) : null,
    foreigntotal: hasTotal ? fromMinor(foreign, conversion.currency.exponent) : null,
    foreignamountpaid: cells['amountpaid'],
    foreignamountunpaid: cells['amountremaining'],
    posting: postingKinds[type.name] === undefined ? 'F' : 'T',
    voided: referencedId(fields['status']) === 'V' ? 'T' : 'F',
    void: referencedId(fields['status']) === 'V' ? 'T' : 'F',
    trandisplayname: `${type.name} #${String(fields['tranId'] ?? record.id)}`,
    linkedtrackingnumberlist: cells['linkedtrackingnumbers'],
    shippingaddress: fields['shippingAddress'] === undefined ? null : addressKey(record, 1),
    billingaddress: fields['billingAddress'] === undefined ? null : addressKey(record, 2),
    subsidiary: null,
  })
}

interface LinesAndPostings {
  readonly lines: readonly Row[]
  readonly postings: readonly Row[]
}

/** Main line, lines of sublists, and a line for each posting besides: discount, shipping, tax, costs. */
const linesWithPostings = (record: StoredRecord, ground: RowGround): LinesAndPostings => {
  const { type, fields } = record
  const { store, accountOf } = ground.books.ground
  const { base } = conversionOf(record, store)
  const id = idCell(record.id)
  const sign = negative.has(type.name) ? -1 : 1
  const rows: Row[] = []
  const createdFrom = idCell(madeFrom(fields))
  const subsidiary = idCell(referencedId(fields['subsidiary']))
  const entity = idCell(referencedId(fields['entity'] ?? fields['customer']))
  const add = (line: number, row: DraftRow): void => {
    row['transaction'] ??= id
    row['createdfrom'] ??= createdFrom
    row['subsidiary'] ??= subsidiary
    row['entity'] ??= entity
    for (const flag of lineFlags) row[flag] ??= 'F'
    row['id'] = line
    row['uniquekey'] = Number(record.id) * 1000 + line
    row['linesequencenumber'] = rows.length
    rows.push(row)
  }
  const total = toCell(fields['total'], ground.timeZone)
  add(0, {
    mainline: 'T',
    foreignamount: total,
    location: idCell(referencedId(fields['location'])),
    department: idCell(referencedId(fields['department'])),
    class: idCell(referencedId(fields['class'])),
    memo: toCell(fields['memo'], ground.timeZone),
  })
  const known = new Set<number>([0])
  for (const sublist of lineSublists)
    for (const [index, line] of (linesOf(fields[sublist]) ?? []).entries()) {
      // What a deposit keeps back is numbered after what it has besides.
      const before = sublist === 'cashback' ? (linesOf(fields['other'])?.length ?? 0) : 0
      const key = before + Number(line['line'] ?? line['orderLine'] ?? index + 1)
      known.add(key)
      // What a deposit has besides is a credit, what it keeps back a debit.
      add(key, lineRow(line, sublist === 'other' ? -1 : sign, ground))
    }
  const postings: Row[] = []
  const used = new Set<number>()
  let last = Math.max(...known)
  for (const posting of ground.books.entryOf(record.id)?.postings ?? []) {
    const isOwn = known.has(posting.line) && !used.has(posting.line) && posting.isCost !== true
    if (!isOwn) last += 1
    const line = isOwn ? posting.line : last
    used.add(line)
    if (!isOwn)
      add(line, extraRow(posting, accountOf('taxPayable'), accountOf('discounts'), base.exponent, type.name))
    postings.push({
      ...accountingRow(posting, line, id, base.exponent),
      ...openPart(record, posting, ground),
    })
  }
  return { lines: rows, postings }
}

const lineFlags = [
  'mainline',
  'taxline',
  'iscogs',
  'transactiondiscount',
  'kitcomponent',
  'assemblycomponent',
  'isclosed',
]

const lineRow = (line: JsonObject, sign: 1 | -1, { books, timeZone }: RowGround): DraftRow => {
  const cells = fieldCells(line, timeZone)
  const item = books.ground.store.find(itemType, referencedId(line['item']) ?? '')
  const signed = (value: Cell | undefined): Cell =>
    typeof value === 'number' && value !== 0 ? sign * value : (value ?? null)
  const amount =
    line['debit'] === undefined && line['credit'] === undefined
      ? signed(cells['amount'])
      : Number(line['debit'] ?? 0) - Number(line['credit'] ?? 0)
  return Object.assign(cells, {
    itemtype: item === undefined ? null : itemTypeOf(item),
    quantity: signed(cells['quantity'] ?? cells['adjustqtyby']),
    quantityshiprecv: cells['quantityfulfilled'] ?? cells['quantityreceived'],
    foreignamount: amount,
    netamount: amount,
    amount: amount,
    expenseaccount: cells['account'],
    memo: cells['memo'] ?? cells['description'],
    kitcomponent: line['kitMemberOf'] === undefined ? 'F' : 'T',
    fulfillable: item === undefined || /^(discount|service)/.test(item.type.name) ? 'F' : 'T',
  })
}

const extraRow = (
  posting: Posting,
  taxAccount: string,
  discounts: string,
  exponent: number,
  type: string,
): DraftRow => {
  const amount = fromMinor(posting.amount, exponent)
  const isSale = /^(invoice|cashSale|creditMemo|cashRefund)$/.test(type)
  return {
    item: idCell(posting.item),
    location: idCell(posting.location),
    foreignamount: amount,
    netamount: amount,
    iscogs: posting.isCost === true ? 'T' : 'F',
    taxline: posting.account === taxAccount ? 'T' : 'F',
    transactiondiscount: isSale && posting.account === discounts ? 'T' : 'F',
    expenseaccount: idCell(posting.account),
  }
}

const accountingRow = (posting: Posting, line: number, transaction: Cell, exponent: number): Row => {
  const amount = fromMinor(posting.amount, exponent)
  return {
    transaction,
    transactionline: line,
    accountingbook: 1,
    account: idCell(posting.account),
    posting: 'T',
    amount,
    netamount: amount,
    debit: posting.amount > 0 ? amount : null,
    credit: posting.amount < 0 ? -amount : null,
  }
}

/** Of a posting on a receivable, what is not paid yet where it is a debit, not used yet where it is a credit. */
const openPart = (record: StoredRecord, posting: Posting, { books }: RowGround): Row => {
  const { store } = books.ground
  const account = store.get(accountType, posting.account)
  const isOwn = posting.document === record.id
  if (!isOwn || referencedId(account?.fields['acctType']) !== 'AcctRec') return {}
  const side = posting.foreign > 0 ? owedByCustomer : owedToCustomer
  const open =
    record.type.name === 'journalEntry'
      ? openOfJournal(record, { entity: posting.entity, journals: side, store, line: posting.line })
      : openAmount(record, store)
  const conversion = conversionOf(record, store)
  const foreign = toMinor(toAmount(open), conversion.currency.exponent)
  const cell = fromMinor(toBase(foreign, conversion), conversion.base.exponent)
  return side === owedByCustomer ? { amountunpaid: cell } : { paymentamountunused: cell }
}

const packageLists = [
  ['package', 'packageTrackingNumber', 'packageWeight'],
  ['packageUps', 'packageTrackingNumberUps', 'packageWeightUps'],
  ['packageUsps', 'packageTrackingNumberUsps', 'packageWeightUsps'],
  ['packageFedex', 'packageTrackingNumberFedEx', 'packageWeightFedEx'],
] as const

interface Parcel {
  readonly id: number
  readonly number: string
  readonly weight: number | null
}

const parcelsOf = (record: StoredRecord): readonly Parcel[] =>
  packageLists
    .flatMap(([sublist, tracking, weight]) =>
      (linesOf(record.fields[sublist]) ?? []).map(row => ({ number: row[tracking], weight: row[weight] })),
    )
    .flatMap(({ number, weight }, index) =>
      typeof number === 'string'
        ? [
            {
              id: Number(record.id) * 100 + index + 1,
              number,
              weight: typeof weight === 'number' ? weight : null,
            },
          ]
        : [],
    )

const shipmentRows = (record: StoredRecord, cells: () => DraftRow): Rows => {
  const own = idCell(record.id)
  return {
    itemfulfillment: () => {
      const row = cells()
      row['status'] = row['shipstatus'] ?? row['status']
      return [row]
    },
    shipmentpackage: () =>
      parcelsOf(record).map(({ id, number, weight }) => ({
        id,
        itemfulfillment: own,
        trackingnumber: number,
        weight,
      })),
    trackingnumber: () => parcelsOf(record).map(({ id, number }) => ({ id, trackingnumber: number })),
    trackingnumbermap: () => parcelsOf(record).map(({ id }) => ({ transaction: own, trackingnumber: id })),
  }
}

/** Links to what a transaction was made from and to what it pays; both tables show them. */
const linkRows = (record: StoredRecord, code: string, { books }: RowGround): readonly Row[] => {
  const { fields, type } = record
  const { store } = books.ground
  const row = (
    previous: string,
    previousLine: number,
    line: number,
    linktype: string,
    amount?: number,
  ): readonly Row[] => {
    const source = store.find(transactionType, previous)
    if (source === undefined) return []
    return [
      {
        previousdoc: idCell(previous),
        previousline: previousLine,
        previoustype: typeCodes[source.type.name] ?? source.type.name,
        nextdoc: idCell(record.id),
        nextline: line,
        nexttype: code,
        linktype,
        foreignamount: amount ?? null,
      },
    ]
  }
  const from = madeFrom(fields)
  const made =
    from === undefined
      ? []
      : (linesOf(fields['item']) ?? []).flatMap((line, index) =>
          row(
            from,
            Number(line['orderLine'] ?? 0),
            Number(line['line'] ?? index + 1),
            linkTypes[type.name] ?? 'OrdBill',
          ),
        )
  const paid = (linesOf(fields['apply']) ?? [])
    .filter(line => line['apply'] !== false)
    .flatMap(line =>
      row(
        referencedId(line['doc']) ?? '',
        0,
        0,
        type.name === 'creditMemo' ? 'SaleRet' : 'Payment',
        Number(line['amount'] ?? 0),
      ),
    )
  return [...made, ...paid]
}

const linkTypes: Readonly<Record<string, string>> = {
  itemFulfillment: 'ShipRcpt',
  itemReceipt: 'ShipRcpt',
  creditMemo: 'SaleRet',
  cashRefund: 'SaleRet',
  returnAuthorization: 'SaleRet',
}
