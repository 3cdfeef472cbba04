import type { JsonObject } from '../../json.js'
import { linesOf } from './lines.js'

/** A field that must have a value, with the label that the refusal names. */
export interface Mandatory {
  readonly label: string
  isThere(fields: JsonObject): boolean
}

const field = (name: string, label: string): Mandatory => ({
  label,
  isThere: fields => fields[name] !== undefined && fields[name] !== '',
})

const customer = field('entity', 'Customer')
const isPerson = (fields: JsonObject): boolean => fields['isPerson'] === true

/** Beyond this, `customer` needs its names and, in an account with subsidiaries, its subsidiary. */
export const mandatoryFields: Readonly<Record<string, readonly Mandatory[]>> = {
  salesOrder: [customer],
  invoice: [customer],
  cashSale: [customer],
  creditMemo: [customer],
  returnAuthorization: [customer],
  customerDeposit: [field('customer', 'Customer'), field('payment', 'Payment Amount')],
  customerPayment: [field('customer', 'Customer')],
  customerRefund: [field('customer', 'Customer'), field('account', 'Account')],
  deposit: [field('account', 'Account')],
  vendorBill: [field('entity', 'Vendor')],
  vendorCredit: [field('entity', 'Vendor')],
  vendorPayment: [field('entity', 'Payee')],
  purchaseOrder: [field('entity', 'Vendor')],
  transferOrder: [field('location', 'From Location'), field('transferLocation', 'To Location')],
  inventoryTransfer: [field('location', 'From Location'), field('transferLocation', 'To Location')],
  inventoryAdjustment: [field('account', 'Adjustment Account')],
  customer: [
    {
      label: 'Company Name',
      isThere: fields => isPerson(fields) || field('companyName', '').isThere(fields),
    },
    { label: 'First Name', isThere: fields => !isPerson(fields) || field('firstName', '').isThere(fields) },
    { label: 'Last Name', isThere: fields => !isPerson(fields) || field('lastName', '').isThere(fields) },
  ],
  inventoryItem: [field('itemId', 'Item Name/Number')],
  kitItem: [field('itemId', 'Item Name/Number')],
  assemblyItem: [field('itemId', 'Item Name/Number')],
  nonInventorySaleItem: [field('itemId', 'Item Name/Number')],
  location: [field('name', 'Name')],
}

/** Types that belong to a subsidiary: mandatory where the account has any. */
export const needsSubsidiary = new Set([
  'customer',
  'vendor',
  'journalEntry',
  'salesOrder',
  'invoice',
  'cashSale',
  'creditMemo',
  'returnAuthorization',
  'inventoryAdjustment',
])

/** Sublists without which a transaction cannot be saved, with what a line must have. */
export const mandatoryLines: Readonly<
  Record<string, { readonly sublist: string; readonly fields: readonly Mandatory[] }>
> = {
  salesOrder: { sublist: 'item', fields: [field('item', 'Item')] },
  invoice: { sublist: 'item', fields: [field('item', 'Item')] },
  cashSale: { sublist: 'item', fields: [field('item', 'Item')] },
  creditMemo: { sublist: 'item', fields: [field('item', 'Item')] },
  cashRefund: { sublist: 'item', fields: [field('item', 'Item')] },
  returnAuthorization: { sublist: 'item', fields: [field('item', 'Item')] },
  itemFulfillment: { sublist: 'item', fields: [field('item', 'Item')] },
  itemReceipt: { sublist: 'item', fields: [field('item', 'Item')] },
  journalEntry: { sublist: 'line', fields: [field('account', 'Account')] },
  transferOrder: { sublist: 'item', fields: [field('item', 'Item')] },
  inventoryTransfer: {
    sublist: 'inventory',
    fields: [field('item', 'Item'), field('adjustQtyBy', 'Quantity to Transfer')],
  },
  inventoryAdjustment: {
    sublist: 'inventory',
    fields: [field('item', 'Item'), field('location', 'Location'), field('adjustQtyBy', 'Adjust Qty. By')],
  },
}

export const linesIn = (type: string, fields: JsonObject): readonly JsonObject[] =>
  linesOf(fields[mandatoryLines[type]?.sublist ?? 'item']) ?? []
