import { asJson, type Json, type JsonObject } from '../../json.js'
import { problems } from '../problem.js'
import { linesOf } from '../records/lines.js'
import type { StoredRecord } from '../records/record-store.js'
import { referencedId } from '../records/references.js'
import { centsOf, numberOf, toAmount, withAmounts } from '../transactions/amounts.js'
import { openAmount } from '../transactions/applications.js'
import { type LineProgress, progressOf } from '../transactions/order-progress.js'
import type { Transforming } from './transform-record.js'
import { documentLine, movingLine } from './transformed-lines.js'

/** How a record of one type becomes one of another. */
export interface Transform {
  /** What the source gives. @throws Problem when the source cannot be transformed now */
  fill(given: Transforming): JsonObject
  /** What follows only once the body is applied. */
  finish?(fields: JsonObject, sent: JsonObject, given: Transforming): JsonObject
}

const headerFields =
  'entity subsidiary currency exchangeRate location department class memo otherRefNum shipMethod shippingAddress billingAddress discountItem terms salesRep taxRate taxItem isTaxable'.split(
    ' ',
  )

const headerOf = ({ source }: Transforming): JsonObject => ({
  createdFrom: { id: source.id },
  ...Object.fromEntries(
    Object.entries(source.fields).filter(
      ([name]) => headerFields.includes(name) || name.startsWith('custbody'),
    ),
  ),
})

const cannot = (target: string, { source }: Transforming) =>
  problems.userError(`You can not initialize ${target}: invalid reference ${source.id}.`)

const statusOf = ({ source }: Transforming): string => referencedId(source.fields['status']) ?? ''

/** Goods go out, or come back: what is not yet on a document, of lines that are open. */
const moves = (target: string, statuses: string): Transform => ({
  fill: given => {
    if (!statuses.includes(statusOf(given))) throw cannot(target, given)
    const { source, account } = given
    const items = progressOf(source, account.store)
      .filter(line => line.moves && !line.isClosed && line.quantity > line.onTheWay)
      .map((line, index) =>
        movingLine(line, index, account.settings.preferences.preselectsLines, source.fields),
      )
    return { ...headerOf(given), orderId: Number(source.id), item: { items } }
  },
})

/** Goods of a transfer arrive: what has left and is not there yet. */
const arrives: Transform = {
  fill: given => {
    if (!'EF'.includes(statusOf(given))) throw cannot('itemReceipt', given)
    const { source, account } = given
    const { transferLocation } = source.fields
    const items = progressOf(source, account.store)
      .filter(line => line.moved > line.received)
      .map((line, index) => {
        const onTheWay = { ...line, quantity: line.moved, onTheWay: line.received }
        const moving = movingLine(onTheWay, index, account.settings.preferences.preselectsLines, {})
        return transferLocation === undefined ? moving : { ...moving, location: transferLocation }
      })
    return { ...headerOf(given), orderId: Number(source.id), item: { items } }
  },
}

/** Money for what has moved and has no document yet; in advance where the account is set up so. */
const bills = (
  target: string,
  statuses: string,
  inAdvance: 'billInAdvance' | 'refundInAdvance',
): Transform => ({
  fill: given => {
    const { source, account } = given
    const early = account.settings.preferences[inAdvance]
    if (!`${statuses}${early ? 'B' : ''}`.includes(statusOf(given))) throw cannot(target, given)
    const progress = progressOf(source, account.store)
    const items = progress
      .map(line => ({ line, quantity: billable(line, early) - line.billed }))
      .filter(({ quantity }) => quantity > 0)
      .map(({ line, quantity }, index) => documentLine(line, index, quantity, line.billed))
    return { ...headerOf(given), item: { items }, ...undepositedOf(source.fields) }
  },
  finish: (fields, sent, given) => ({
    ...fields,
    ...billedExtras(fields, sent, given),
    ...(target === 'vendorBill' ? namingOrder(fields, given) : {}),
  }),
})

/** A vendor's bill has no place for its order but on its lines. */
const namingOrder = (fields: JsonObject, { source }: Transforming): JsonObject => ({
  item: { items: (linesOf(fields['item']) ?? []).map(line => ({ ...line, orderDoc: { id: source.id } })) },
})

const billable = (line: LineProgress, early: boolean): number => {
  if (line.isClosed) return line.moved
  return early || !line.moves ? line.quantity : line.moved
}

const undepositedOf = ({ undepFunds }: JsonObject): JsonObject =>
  undepFunds === undefined ? {} : { undepFunds }

/** Shipping comes with the first bill. */
const billedExtras = (fields: JsonObject, sent: JsonObject, given: Transforming): JsonObject => {
  const { shippingCost, handlingCost } = given.source.fields
  const extras: Record<string, Json> = {}
  if (madeBefore(given, billing).length === 0) {
    if (shippingCost !== undefined) extras['shippingCost'] = sent['shippingCost'] ?? shippingCost
    if (handlingCost !== undefined) extras['handlingCost'] = sent['handlingCost'] ?? handlingCost
  }
  return { ...extras, ...discountShare(fields, sent, given, billing) }
}

const billing = /^(invoice|cashSale|creditMemo|cashRefund)$/
const takingBack = /^(returnAuthorization|creditMemo|cashRefund)$/

const madeBefore = ({ source, account }: Transforming, types: RegExp): readonly StoredRecord[] =>
  account.store
    .naming(source.id)
    .filter(({ type, fields }) => types.test(type.name) && referencedId(fields['createdFrom']) === source.id)

/** A discount goes along by the part of the subtotal that does; the last document has what is left of it. */
const discountShare = (
  fields: JsonObject,
  sent: JsonObject,
  given: Transforming,
  types: RegExp,
): JsonObject => {
  const { discountRate, subtotal } = given.source.fields
  if (typeof discountRate !== 'number') return {}
  const before = madeBefore(given, types).reduce(
    (cents, document) => cents + centsOf(document.fields['subtotal']),
    0,
  )
  const own = (linesOf(fields['item']) ?? []).reduce((cents, line) => cents + centsOf(line['amount']), 0)
  const upTo = (cents: number) => Math.round((centsOf(discountRate) * cents) / (centsOf(subtotal) || 1))
  return { discountRate: sent['discountRate'] ?? toAmount(upTo(before + own) - upTo(before)) }
}

/** Every line as it is: a return or a credit of a whole sale, of which the body takes a part. */
const takesBack = (creditsItself: boolean): Transform => ({
  fill: given => {
    const { source, account } = given
    const returned = account.store
      .naming(source.id)
      .filter(({ type }) => type.name === 'returnAuthorization')
      .flatMap(({ fields }) => linesOf(fields['item']) ?? [])
    const shipped = new Map(
      progressOf(source, account.store).map(progress => [progress.line['line'], progress]),
    )
    const items = (linesOf(source.fields['item']) ?? [])
      .map(line => {
        const earlier = returned
          .filter(row => row['orderLine'] === line['line'])
          .reduce((sum, row) => sum + numberOf(row['quantity']), 0)
        const moved = shipped.get(line['line'])
        const there = source.type.name === 'salesOrder' ? (moved?.moved ?? 0) : numberOf(line['quantity'])
        return { line, earlier, quantity: there - earlier }
      })
      .filter(({ quantity }) => quantity > 0)
      .map(({ line, earlier, quantity }, index) => documentLine({ line }, index, quantity, earlier))
    return { ...headerOf(given), item: { items }, ...undepositedOf(source.fields) }
  },
  finish: (fields, sent, given) => {
    const discounted = { ...fields, ...discountShare(fields, sent, given, takingBack) }
    return creditsItself ? applyToSource(discounted, sent, given) : discounted
  },
})

/** A credit made from an invoice is applied to it, as far as it is open. */
const applyToSource = (
  fields: JsonObject,
  sent: JsonObject,
  { source, account }: Transforming,
  target: 'creditMemo' | 'vendorCredit' = 'creditMemo',
): JsonObject => {
  if (sent['apply'] !== undefined) return fields
  const open = openAmount(source, account.store)
  const total = centsOf(withAmounts(target, fields, account.store)['total'])
  const amount = Math.min(open, total)
  return amount <= 0
    ? fields
    : { ...fields, apply: { items: [{ doc: { id: source.id }, apply: true, amount: toAmount(amount) }] } }
}

/** Pays what is open of a bill; the fields name whom it is with and the account it is open on. */
const paysBill = (target: string, entityField: string, accountField: string): Transform => ({
  fill: given => {
    const { source, account } = given
    const due = openAmount(source, account.store)
    if (due <= 0) throw cannot(target, given)
    const { entity, ...header } = headerOf(given)
    const { account: billAccount } = source.fields
    return {
      ...header,
      ...(entity === undefined ? {} : { [entityField]: entity }),
      ...(billAccount === undefined ? {} : { [accountField]: billAccount }),
      apply: { items: [{ doc: { id: source.id }, apply: true, amount: toAmount(due) }] },
    }
  },
})

/** All of a vendor's bill, of which the body takes a part; applied to it as far as it is open. */
const creditsBill: Transform = {
  fill: given => {
    const { item, expense } = given.source.fields
    return {
      ...headerOf(given),
      ...(item === undefined ? {} : { item }),
      ...(expense === undefined ? {} : { expense }),
    }
  },
  finish: (fields, sent, given) => applyToSource(fields, sent, given, 'vendorCredit'),
}

const spendsDeposit = (target: 'depositApplication' | 'customerRefund'): Transform => ({
  fill: given => {
    const { source, account } = given
    const left = openAmount(source, account.store)
    if (left <= 0) throw cannot(target, given)
    const { customer, tranDate, currency, exchangeRate, subsidiary } = source.fields
    const common = asJson({ customer, currency, exchangeRate, subsidiary })
    return target === 'depositApplication'
      ? {
          ...common,
          deposit: { id: source.id },
          ...(tranDate === undefined ? {} : { depositDate: tranDate }),
        }
      : { ...common, deposit: { items: [{ doc: { id: source.id }, apply: true, amount: toAmount(left) }] } }
  },
  ...(target === 'depositApplication' ? { finish: withinDeposit } : {}),
})

/** Rows without an amount take what is open, as far as the deposit reaches. */
const withinDeposit = (fields: JsonObject, _: JsonObject, { source, account }: Transforming): JsonObject => {
  const rows = (linesOf(fields['apply']) ?? []).filter(row => row['apply'] !== false)
  if (rows.length === 0)
    throw problems.userError('You must enter at least one line item for this transaction.')
  let left = openAmount(source, account.store)
  const items = rows.map((row, index) => {
    const document = account.store.find(source.type, referencedId(row['doc']) ?? '')
    const open = document === undefined ? left : openAmount(document, account.store)
    const amount = row['amount'] === undefined ? Math.min(left, open) : centsOf(row['amount'])
    if (amount > left)
      throw problems.invalidValue(String(row['amount']), 'amount', `apply.items[${index}].amount`)
    left -= amount
    return { ...row, amount: toAmount(amount) }
  })
  return { ...fields, apply: { items } }
}

const startsFor = (field: 'entity' | 'customer'): Transform => ({
  fill: ({ source }) => ({ [field]: { id: source.id } }),
})

const sells = startsFor('entity')

/** From a record type to another; pairs of section 8 of the reference that are not here are not emulated. */
export const transforms: Readonly<Record<string, Readonly<Record<string, Transform>>>> = {
  salesOrder: {
    itemFulfillment: moves('itemFulfillment', 'BDE'),
    invoice: bills('invoice', 'DEF', 'billInAdvance'),
    cashSale: bills('cashSale', 'DEF', 'billInAdvance'),
    returnAuthorization: takesBack(false),
  },
  returnAuthorization: {
    itemReceipt: moves('itemReceipt', 'BDE'),
    creditMemo: bills('creditMemo', 'DEF', 'refundInAdvance'),
    cashRefund: bills('cashRefund', 'DEF', 'refundInAdvance'),
  },
  invoice: {
    creditMemo: takesBack(true),
    returnAuthorization: takesBack(false),
    customerPayment: paysBill('customerPayment', 'customer', 'arAcct'),
  },
  cashSale: { cashRefund: takesBack(false), returnAuthorization: takesBack(false) },
  customerDeposit: {
    depositApplication: spendsDeposit('depositApplication'),
    customerRefund: spendsDeposit('customerRefund'),
  },
  customer: {
    salesOrder: sells,
    invoice: sells,
    cashSale: sells,
    customerPayment: startsFor('customer'),
  },
  purchaseOrder: {
    itemReceipt: moves('itemReceipt', 'BDE'),
    vendorBill: bills('vendorBill', 'DEF', 'billInAdvance'),
  },
  transferOrder: { itemFulfillment: moves('itemFulfillment', 'BDE'), itemReceipt: arrives },
  vendorBill: { vendorPayment: paysBill('vendorPayment', 'entity', 'apAcct'), vendorCredit: creditsBill },
  vendor: { purchaseOrder: sells, vendorBill: sells, vendorPayment: sells },
}
