import { defineHook, type Json, type JsonObject } from '@tiktok-ns/flow-engine'
import Big from 'big.js'
import { placesOfCurrency } from '../currency-places.js'
import { matchDocument, partOf, piecesOf, worthOf } from './match-lines.js'
import { amountOf, objectOf, objectsOf, sumOf, textOf } from './read-json.js'

/**
 * What the seller gives back for goods. Whole units: the price after the seller's own discount, TikTok's discount included, because
 * TikTok takes that back too. A lower refund: that part of it. An agreed amount: what of it is not tax, of which TikTok collected
 * as much on each cent of the goods.
 */
const goodsRefund = (returned: JsonObject, agreed: Big, price: Big, paid: Big): Big => {
  const refund = objectOf(returned['refund_amount'])
  const subtotal = amountOf(refund['refund_subtotal'])
  const taxed = subtotal.plus(amountOf(refund['refund_tax']))
  if (agreed.gt(0) && taxed.gt(0)) return least(price, agreed.times(subtotal).div(taxed))
  // TikTok's discount may have paid for all of it: then all goes back.
  return paid.eq(0) ? price : least(price, price.times(subtotal).div(paid))
}

/** What buyer and seller agreed on in place of all the money; nothing where the buyer wanted all of it. */
const agreedAmount = (returned: JsonObject): Big =>
  returned['buyer_rejected_partial_refund'] === true
    ? new Big(0)
    : amountOf(objectOf(returned['partial_refund'])['amount'])

const least = (one: Big, other: Big): Big => (one.lt(other) ? one : other)

export const toReturnHook = defineHook({
  over: 'record',
  summary:
    'What a return takes back of a sales order: pieces by line, and what the seller gives back for goods and shipping.',
  arguments: {
    type: 'object',
    required: ['imported', 'lines', 'order'],
    additionalProperties: false,
    properties: {
      imported: { type: 'array' },
      charges: { type: 'array' },
      lines: { type: 'array' },
      order: { type: 'object' },
      currency: { type: 'string' },
      takenOutTax: { type: 'string' },
    },
  },
  answer: {
    type: 'object',
    properties: {
      lines: { type: 'array', items: { type: 'object' } },
      pieces: { type: 'integer' },
      goods: { type: 'string' },
      shipping: { type: 'string' },
      total: { type: 'string' },
    },
  },
  run: ({ record, arguments: given }) => {
    const decimals = placesOfCurrency(textOf(given['currency']))
    const units = new Set(
      objectsOf(record['return_line_items']).map(line => textOf(line['order_line_item_id'])),
    )
    const back = matchDocument(given).goods.map(({ imported: own, line }) => ({
      own,
      line,
      pieces: own.unitIds.filter(id => units.has(id)).length * piecesOf(own),
    }))
    const paid = sumOf(
      objectsOf(objectOf(given['order'])['line_items'])
        .filter(unit => units.has(textOf(unit['id'])))
        .map(unit => amountOf(unit['sale_price'])),
    )
    const price = sumOf(back.map(({ own, pieces }) => partOf(worthOf(own), pieces, own, decimals)))
    // VAT that TikTok owes is in what the buyer gets back, and was never billed.
    const withoutTax = (amount: Big): Big =>
      amount.div(amountOf(given['takenOutTax']).div(100).plus(1)).round(decimals, Big.roundHalfUp)
    const agreed = agreedAmount(record)
    const goods = goodsRefund(record, withoutTax(agreed), price, paid).round(decimals, Big.roundHalfUp)
    const shipping = agreed.gt(0)
      ? new Big(0)
      : withoutTax(amountOf(objectOf(record['refund_amount'])['refund_shipping_fee']))
    const lines = back.map(
      ({ line, pieces }): Readonly<Record<string, Json>> => ({ orderLine: line.line, quantity: pieces }),
    )
    return {
      answer: {
        lines: lines.filter(({ quantity }) => quantity !== 0),
        pieces: back.reduce((sum, { pieces }) => sum + pieces, 0),
        goods: goods.toFixed(decimals),
        shipping: shipping.toFixed(decimals),
        total: goods.plus(shipping).toFixed(decimals),
      },
    }
  },
})
