import type { Json, JsonObject } from '../../json.js'
import type { Account } from '../account.js'
import { linesOf } from '../records/lines.js'
import { fieldsOfRecord } from '../records/record-schema.js'
import type { StoredRecord } from '../records/record-store.js'
import { type RecordType, recordType } from '../records/record-types.js'
import { referencedId } from '../records/references.js'
import { dateIn, momentOf } from './dates.js'
import { transactionKinds } from './transaction-kinds.js'

const customerType = recordType('customer')
const subsidiaryType = recordType('subsidiary')
const currencyType = recordType('currency')

/** The entity a transaction is with, whichever field of its kind names it. */
export const entityIdOf = (fields: JsonObject): string | undefined =>
  referencedId(fields['entity']) ?? referencedId(fields['customer'])

/** What NetSuite fills in when a transaction is made and the body leaves it out. */
export const defaultTransaction = (
  type: RecordType,
  fields: JsonObject,
  account: Account,
  nowMs: number,
): JsonObject => {
  const { settings, store } = account
  const entity = store.find(customerType, entityIdOf(fields) ?? '')
  const subsidiary =
    fields['subsidiary'] ?? entity?.fields['subsidiary'] ?? onlyRecord(subsidiaryType, account)
  const currency =
    fields['currency'] ??
    entity?.fields['currency'] ??
    store.get(subsidiaryType, referencedId(subsidiary) ?? '')?.fields['currency']
  const defaults: Record<string, Json | undefined> = {
    tranDate: dateIn(settings.timeZone, nowMs),
    tranId: fields['tranId'] ?? store.nextNumber(transactionKinds[type.name]?.prefix ?? ''),
    createdDate: momentOf(nowMs),
    subsidiary,
    currency,
    exchangeRate: rateOf(currency, account),
    source: { id: 'restWebServices' },
    ...(kindDefaults[type.name]?.(fields, account) ?? {}),
    ...(type.name === 'salesOrder' ? addressesOf(entity) : {}),
  }
  return { ...known(type, defaults), ...fields }
}

/** Only fields that the type has. */
const known = (type: RecordType, defaults: Record<string, Json | undefined>): JsonObject => {
  const schema = fieldsOfRecord(type.name)
  const kept: Record<string, Json> = {}
  for (const [name, value] of Object.entries(defaults))
    if (value !== undefined && (schema === undefined || schema.byName.has(name))) kept[name] = value
  return kept
}

const onlyRecord = (type: RecordType, { store }: Account): Json | undefined => {
  const [only, other] = store.list(type)
  return only !== undefined && other === undefined ? { id: only.id } : undefined
}

const rateOf = (currency: Json | undefined, { store }: Account): number => {
  const rate = store.get(currencyType, referencedId(currency) ?? '')?.fields['exchangeRate']
  return typeof rate === 'number' ? rate : 1
}

const kindDefaults: Readonly<
  Record<string, (fields: JsonObject, account: Account) => Record<string, Json | undefined>>
> = {
  salesOrder: (_, { settings }) => ({ orderStatus: { id: settings.preferences.salesOrderStatus } }),
  returnAuthorization: (_, { settings }) => ({
    orderStatus: { id: settings.preferences.returnAuthorizationStatus },
  }),
  itemFulfillment: (_, { settings }) => ({
    shipStatus: { id: settings.preferences.pickPackShip ? 'A' : 'C' },
  }),
  customerDeposit: ({ account }) => ({ undepFunds: account === undefined ? { id: 'T' } : { id: 'F' } }),
  customerPayment: ({ account }) => ({ undepFunds: account === undefined ? { id: 'T' } : { id: 'F' } }),
  cashSale: ({ account }) => ({ undepFunds: account === undefined ? { id: 'T' } : { id: 'F' } }),
  invoice: () => ({ approvalStatus: { id: '2' } }),
  vendorBill: () => ({ approvalStatus: { id: '2' } }),
  journalEntry: () => ({ approved: true, approvalStatus: { id: '2' } }),
}

/** The customer's default addresses, for an order that brings none. */
const addressesOf = (entity: StoredRecord | undefined): Record<string, Json | undefined> => {
  const book = linesOf(entity?.fields['addressBook']) ?? []
  const find = (flag: string) => book.find(entry => entry[flag] === true)?.['addressBookAddress']
  return { shippingAddress: find('defaultShipping'), billingAddress: find('defaultBilling') }
}
