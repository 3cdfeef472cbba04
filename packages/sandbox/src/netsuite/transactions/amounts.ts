import { fromCents, toCents } from '../../cents.js'
import { isJsonObject, type Json, type JsonObject } from '../../json.js'
import { linesOf } from '../records/lines.js'
import type { RecordStore } from '../records/record-store.js'
import { recordType } from '../records/record-types.js'
import { referencedId } from '../records/references.js'

/** Whole cents of a JSON amount; nothing counts as 0. */
export const centsOf = (value: Json | undefined): number =>
  typeof value === 'number' ? toCents(value.toFixed(2)) : 0

/** The JSON amount of whole cents. */
export const toAmount = (cents: number): number => Number(fromCents(cents))

export const numberOf = (value: Json | undefined): number => (typeof value === 'number' ? value : 0)

/** Kinds of transactions that sell: lines with rates, a discount, tax and a total. */
const selling = new Set([
  'salesOrder',
  'invoice',
  'cashSale',
  'cashRefund',
  'creditMemo',
  'returnAuthorization',
  'estimate',
])

/** Kinds that buy: lines with rates, without price levels. */
const purchasing = new Set(['purchaseOrder', 'vendorBill', 'vendorCredit'])

const withPurchaseAmounts = (fields: JsonObject): JsonObject => {
  const lines = linesOf(fields['item'])
  if (lines === undefined) return fields
  const items = lines.map(line => {
    const quantity = numberOf(line['quantity'] ?? 1)
    const amount = line['amount'] ?? toAmount(roundedCents(numberOf(line['rate']) * quantity * 100))
    return { ...line, quantity, amount }
  })
  return { ...fields, item: { items } }
}

const itemType = recordType('inventoryItem')
const taxType = recordType('salesTaxItem')
const customPrice = '-1'
const basePrice = '1'

/**
 * What NetSuite works out when a transaction is saved: rates and amounts of lines, discount, tax, totals. Exact to the cent.
 *
 * The price level wins over the rate unless the level is custom (-1); an amount that was sent wins over rate times quantity.
 */
export const withAmounts = (type: string, fields: JsonObject, store: RecordStore): JsonObject => {
  if (selling.has(type)) return withSalesTotal(fields, store)
  const priced = purchasing.has(type) ? withPurchaseAmounts(fields) : fields
  const total = otherTotals[type]?.(priced)
  return total === undefined ? priced : { ...priced, ...total }
}

const withSalesTotal = (fields: JsonObject, store: RecordStore): JsonObject => {
  const lines = (linesOf(fields['item']) ?? []).map(line => priced(line, fields, store))
  const sum = (name: string) => lines.reduce((cents, line) => cents + centsOf(line[name]), 0)
  const subtotal = sum('amount')
  const discount = centsOf(fields['discountRate'])
  const tax = taxOf(fields, lines)
  const shipping = centsOf(fields['shippingCost']) + centsOf(fields['handlingCost'])
  return {
    ...fields,
    item: { items: lines },
    subtotal: toAmount(subtotal),
    ...(fields['discountRate'] === undefined ? {} : { discountTotal: toAmount(discount) }),
    taxTotal: toAmount(tax),
    total: toAmount(subtotal + discount + tax + shipping),
  }
}

/** Half a cent counts as a whole one, also where binary fractions fall just short of it. */
const roundedCents = (cents: number): number => Math.round(Number(cents.toFixed(6)))

const priced = (line: JsonObject, fields: JsonObject, store: RecordStore): JsonObject => {
  const quantity = typeof line['quantity'] === 'number' ? line['quantity'] : 1
  const sentRate = typeof line['rate'] === 'number' ? line['rate'] : undefined
  const sentAmount = typeof line['amount'] === 'number' ? line['amount'] : undefined
  const listed = listPrice(line, fields, store)
  const rate =
    listed ?? sentRate ?? (sentAmount === undefined || quantity === 0 ? undefined : sentAmount / quantity)
  const amount = sentAmount ?? toAmount(roundedCents((rate ?? 0) * quantity * 100))
  const level = referencedId(line['price']) ?? (listed === undefined ? customPrice : basePrice)
  const taxRate = lineTaxRate(line, fields, store)
  const tax =
    line['tax1Amt'] ?? (taxRate === undefined ? undefined : toAmount(roundedCents(amount * taxRate)))
  return {
    ...line,
    quantity,
    price: { id: level },
    ...(rate === undefined ? {} : { rate }),
    amount,
    ...(tax === undefined ? {} : { tax1Amt: tax }),
  }
}

/** The item's price of the line's level, in the currency of the transaction; undefined for a custom price. */
const listPrice = (line: JsonObject, fields: JsonObject, store: RecordStore): number | undefined => {
  const level = referencedId(line['price'])
  const item = store.find(itemType, referencedId(line['item']) ?? '')
  if (level === customPrice || item === undefined) return undefined
  if (level === undefined && line['rate'] === undefined && line['amount'] !== undefined) return undefined
  const currency = referencedId(fields['currency'])
  const row = (linesOf(item.fields['price']) ?? []).find(
    price =>
      (referencedId(price['priceLevel']) ?? basePrice) === (level ?? basePrice) &&
      (price['currencyPage'] === undefined || referencedId(price['currencyPage']) === currency),
  )
  const price =
    row?.['price'] ?? (level === undefined || level === basePrice ? item.fields['basePrice'] : undefined)
  return typeof price === 'number' ? price : undefined
}

/** Percent; undefined where nothing says that the line is taxed. */
const lineTaxRate = (line: JsonObject, fields: JsonObject, store: RecordStore): number | undefined => {
  if (typeof line['taxRate1'] === 'number') return line['taxRate1']
  const code = referencedId(line['taxCode'])
  const rate = code === undefined ? undefined : store.get(taxType, code)?.fields['rate']
  if (typeof rate === 'number') return rate
  const isTaxed = line['isTaxable'] === true || code === '-8'
  return isTaxed && typeof fields['taxRate'] === 'number' ? fields['taxRate'] : undefined
}

const taxOf = (fields: JsonObject, lines: readonly JsonObject[]): number => {
  const details = linesOf(fields['taxDetails'])
  if (fields['taxDetailsOverride'] === true && details !== undefined)
    return details.reduce((cents, detail) => cents + centsOf(detail['taxAmount']), 0)
  return lines.reduce((cents, line) => cents + centsOf(line['tax1Amt']), 0)
}

const sumOf = (fields: JsonObject, sublist: string, name = 'amount'): number =>
  (linesOf(fields[sublist]) ?? [])
    .filter(line => line['apply'] !== false)
    .reduce((cents, line) => cents + centsOf(line[name]), 0)

const purchaseTotal = (fields: JsonObject): number =>
  sumOf(fields, 'expense') + sumOf(fields, 'item') + centsOf(fields['taxTotal'])

/** Totals of transactions that do not sell. */
const otherTotals: Readonly<Record<string, (fields: JsonObject) => JsonObject>> = {
  customerDeposit: ({ payment = 0 }) => ({ payment, total: payment }),
  customerPayment: fields => {
    const applied = sumOf(fields, 'apply')
    const given = sumOf(fields, 'credit') + sumOf(fields, 'deposit')
    const payment =
      fields['payment'] === undefined ? Math.max(0, applied - given) : centsOf(fields['payment'])
    return {
      payment: toAmount(payment),
      total: toAmount(payment),
      applied: toAmount(applied),
      unapplied: toAmount(payment + given - applied),
    }
  },
  depositApplication: fields => ({
    total: toAmount(sumOf(fields, 'apply')),
    applied: toAmount(sumOf(fields, 'apply')),
  }),
  customerRefund: fields => ({ total: toAmount(sumOf(fields, 'apply') + sumOf(fields, 'deposit')) }),
  vendorBill: fields => ({ total: toAmount(purchaseTotal(fields)) }),
  vendorCredit: fields => ({
    total: toAmount(purchaseTotal(fields)),
    applied: toAmount(sumOf(fields, 'apply')),
    unApplied: toAmount(purchaseTotal(fields) - sumOf(fields, 'apply')),
  }),
  vendorPayment: fields => ({ total: toAmount(sumOf(fields, 'apply') - sumOf(fields, 'credit')) }),
  purchaseOrder: fields => ({ total: toAmount(purchaseTotal(fields)) }),
  deposit: fields => ({
    total: toAmount(
      sumOf(fields, 'payment', 'paymentAmount') + sumOf(fields, 'other') - sumOf(fields, 'cashback'),
    ),
  }),
}

/** Whether a yes-or-no field, or a list of `T` and `F`, says yes. */
export const isYes = (value: Json | undefined): boolean =>
  value === true || (value !== undefined && (isJsonObject(value) ? value['id'] === 'T' : value === 'T'))
