import type { JsonObject } from '@tiktok-ns/flow-engine'
import { type Amount, isZero, textOf, toAmount, zero } from '../amounts.js'
import { textAt } from '../statement-row.js'

/** A document of an order in NetSuite, as the lookup `documents` of the flow finds it. */
export interface OrderDocument {
  readonly id: string
  readonly type: 'salesorder' | 'invoice' | 'creditmemo' | 'cashsale' | 'cashrefund'
  /** How an operator finds it: the external id, else NetSuite's own. */
  readonly name: string
  readonly customer: string
  /** Whether it is on the receivable account that statements take orders off. */
  readonly isOnReceivable: boolean
  /** Never below zero, in the currency of the transaction. */
  readonly total: Amount
  /** What of it is not applied yet. */
  readonly open: Amount
}

/** A line that a statement's entry has on the receivable for an order. */
export interface SettledLine {
  readonly entry: string
  readonly externalId: string
  readonly line: string
  /** What it takes off the receivable: below zero where a refund is put back on it. */
  readonly amount: Amount
  /** What of it is not applied yet, never below zero. */
  readonly open: Amount
}

const types: ReadonlySet<string> = new Set(['salesorder', 'invoice', 'creditmemo', 'cashsale', 'cashrefund'])

const isType = (type: string): type is OrderDocument['type'] => types.has(type)

export const toOrderDocument = (row: JsonObject, places: number): OrderDocument => {
  const type = textAt(row, 'recordtype').toLowerCase()
  if (!isType(type)) throw new TypeError(`the lookup of documents gave a "${type}"`)
  const total = toAmount(row['total']).abs()
  return {
    id: textAt(row, 'id'),
    type,
    name: textAt(row, 'externalid') || `${type} ${textAt(row, 'id')}`,
    customer: textAt(row, 'entity'),
    isOnReceivable: textAt(row, 'base') !== '',
    total,
    open: openOf(row, total, places),
  }
}

export const toSettledLine = (row: JsonObject, places: number): SettledLine => {
  const amount = toAmount(row['amount'])
  return {
    entry: textAt(row, 'id'),
    externalId: textAt(row, 'externalid'),
    line: textAt(row, 'line'),
    amount: amount.times(-1),
    open: openOf(row, amount.abs(), places),
  }
}

/** NetSuite tells open amounts in the currency of the books; what is open in that of the transaction is the same share. */
const openOf = (row: JsonObject, amount: Amount, places: number): Amount => {
  const base = toAmount(row['base']).abs()
  const open = toAmount(row['unpaid'] ?? row['unused']).abs()
  if (isZero(base) || isZero(open)) return zero
  return toAmount(textOf(amount.times(open).div(base).round(places), places))
}
