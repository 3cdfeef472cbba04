import { isJsonObject, type Json, type JsonObject } from '../../json.js'
import { linesOf } from '../records/lines.js'
import type { RecordStore, StoredRecord } from '../records/record-store.js'
import { findRecordType } from '../records/record-types.js'
import { referencedId } from '../records/references.js'

export type Cell = string | number | null

/** A SuiteQL table: its columns, and its rows made from the records. */
export interface Table {
  readonly columns: readonly string[]
  rows(store: RecordStore): readonly (readonly Cell[])[]
}

const cell = (value: Json | undefined): Cell => {
  if (value === undefined || value === null) return null
  if (typeof value === 'boolean') return value ? 'T' : 'F'
  if (typeof value === 'string' || typeof value === 'number') return value
  return isJsonObject(value) ? (referencedId(value) ?? null) : null
}

type Read = (record: StoredRecord) => Cell

const field =
  (name: string): Read =>
  ({ fields }) =>
    cell(fields[name])

const fromRecords = (
  columns: Readonly<Record<string, Read>>,
  list: (store: RecordStore) => readonly StoredRecord[],
): Table => ({
  columns: Object.keys(columns),
  rows: store => list(store).map(record => Object.values(columns).map(read => read(record))),
})

const itemTypes: Readonly<Record<string, string>> = {
  inventoryItem: 'InvtPart',
  lotNumberedInventoryItem: 'InvtPart',
  serializedInventoryItem: 'InvtPart',
  kitItem: 'Kit',
  assemblyItem: 'Assembly',
  nonInventorySaleItem: 'NonInvtPart',
  nonInventoryResaleItem: 'NonInvtPart',
  nonInventoryPurchaseItem: 'NonInvtPart',
  serviceSaleItem: 'Service',
  otherChargeSaleItem: 'OthCharge',
  discountItem: 'Discount',
  itemGroup: 'Group',
}

/** Type codes of SuiteQL, which are not the names of the record service. */
const transactionTypes: Readonly<Record<string, string>> = {
  salesOrder: 'SalesOrd',
  invoice: 'CustInvc',
  itemFulfillment: 'ItemShip',
  customerDeposit: 'CustDep',
  depositApplication: 'DepAppl',
  customerPayment: 'CustPymt',
  cashSale: 'CashSale',
  cashRefund: 'CashRfnd',
  creditMemo: 'CustCred',
  customerRefund: 'CustRfnd',
  returnAuthorization: 'RtnAuth',
  itemReceipt: 'ItemRcpt',
  journalEntry: 'Journal',
  deposit: 'Deposit',
  vendorBill: 'VendBill',
  inventoryAdjustment: 'InvAdjst',
}

const salesOrderType = findRecordType('salesOrder')
const customerType = findRecordType('customer')

/** The tables there are so far, by name. */
export const suiteQlTables: Readonly<Record<string, Table>> = {
  item: fromRecords(
    {
      id: ({ id }) => Number(id),
      itemid: field('itemId'),
      displayname: field('displayName'),
      externalid: field('externalId'),
      itemtype: ({ type }) => itemTypes[type.name] ?? null,
      isinactive: ({ fields }) => (fields['isInactive'] === true ? 'T' : 'F'),
      subsidiary: field('subsidiary'),
      upccode: field('upcCode'),
      fullname: field('itemId'),
    },
    store => store.listGroup('item'),
  ),
  customer: fromRecords(
    {
      id: ({ id }) => Number(id),
      entityid: field('entityId'),
      companyname: field('companyName'),
      externalid: field('externalId'),
      email: field('email'),
    },
    store => (customerType === undefined ? [] : store.list(customerType)),
  ),
  transaction: fromRecords(
    {
      id: ({ id }) => Number(id),
      type: ({ type }) => transactionTypes[type.name] ?? null,
      recordtype: ({ type }) => type.name.toLowerCase(),
      tranid: field('tranId'),
      trandate: field('tranDate'),
      externalid: field('externalId'),
      otherrefnum: field('otherRefNum'),
      entity: field('entity'),
      status: field('orderStatus'),
      foreigntotal: field('total'),
      total: field('total'),
      memo: field('memo'),
    },
    store => store.listGroup('transaction'),
  ),
  transactionline: {
    columns: [
      'transaction',
      'id',
      'linesequencenumber',
      'item',
      'quantity',
      'rate',
      'foreignamount',
      'mainline',
      'taxline',
      'memo',
    ],
    rows: store => (salesOrderType === undefined ? [] : store.list(salesOrderType).flatMap(orderLines)),
  },
}

/** Sales lines are negative in SuiteQL. */
const orderLines = ({ id, fields }: StoredRecord): readonly (readonly Cell[])[] =>
  (linesOf(fields['item']) ?? []).map((line: JsonObject, index) => [
    Number(id),
    Number(cell(line['line']) ?? index + 1),
    index + 1,
    cell(line['item']),
    -Number(cell(line['quantity']) ?? 0),
    cell(line['rate']),
    -Number(cell(line['amount']) ?? 0),
    'F',
    'F',
    cell(line['description']),
  ])
