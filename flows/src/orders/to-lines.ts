import { defineHook, type Json, type JsonObject } from '@tiktok-ns/flow-engine'
import Big from 'big.js'
import { placesOfCurrency } from '../currency-places.js'
import { type DocumentLine, type LinePolicy, toDocumentLines } from './order-lines.js'
import { amountOf, listOf, objectOf, objectsOf, sumOf, textOf } from './read-json.js'
import { readSoldUnit, type SoldUnit } from './sold-units.js'
import { type VatAnswer, whoOwesVat } from './vat-rules.js'

/** What the flow's settings say about lines, for one order. */
const readPolicy = (
  given: JsonObject,
  rules: JsonObject,
  items: JsonObject,
): Omit<LinePolicy, 'isTaxOfTikTok'> => {
  const word = (name: string): string => textOf(rules[name])
  const country = textOf(given['country'])
  const rate = objectOf(rules['taxRates'])[country]
  const taxMode = word('taxMode')
  const discountAs = word('discountAs')
  return {
    isFree: given['isFree'] === true,
    discountAs:
      discountAs === 'line' || discountAs === 'promotion' || discountAs === 'price' ? discountAs : 'header',
    discountItem: word('discountItem'),
    platformDiscountAs: rules['platformDiscountAs'] === 'line' ? 'line' : 'information',
    platformDiscountItem: word('platformDiscountItem'),
    taxMode: taxMode === 'line' || taxMode === 'override' ? taxMode : 'omit',
    taxItem: word('taxItem'),
    includedTax: rules['pricesIncludeTax'] === true && rate !== undefined ? amountOf(rate) : undefined,
    shippingItem: word('shippingItem'),
    retailDeliveryFeeItem: word('retailDeliveryFeeItem'),
    decimals: placesOfCurrency(textOf(given['currency'])),
    itemIdOf: sku => textOf(objectOf(items[sku])['id']),
  }
}

/** Whoever the rules say; where there are none, the seller. */
const vatOwner = (
  given: JsonObject,
  rules: JsonObject,
  { includedTax }: Pick<LinePolicy, 'includedTax'>,
  units: readonly SoldUnit[],
): VatAnswer => {
  if (includedTax === undefined || rules['vatOwedBy'] !== 'rules') return { owes: 'seller' }
  const gross = sumOf(units.map(({ price, sellerDiscount }) => price.minus(sellerDiscount)))
  return whoOwesVat(objectsOf(rules['vatRules']), {
    shipsTo: textOf(given['country']),
    shipsFrom: textOf(given['shipsFrom']),
    establishedIn: listOf(rules['establishedIn']).map(textOf),
    value: gross.div(includedTax.div(100).plus(1)),
    currency: textOf(given['currency']),
  })
}

export const toLinesHook = defineHook({
  over: 'record',
  summary:
    "The lines of an order's document, with its discount, shipping and total, by rules for discounts, tax and charges.",
  arguments: {
    type: 'object',
    required: ['units', 'items', 'payment'],
    additionalProperties: false,
    properties: {
      units: { type: 'array' },
      items: { type: 'object' },
      payment: { type: 'object' },
      isFree: { type: 'boolean' },
      country: { type: 'string' },
      shipsFrom: { type: 'string' },
      currency: { type: 'string' },
      rules: { type: 'object' },
    },
  },
  answer: {
    type: 'object',
    properties: {
      lines: { type: 'array', items: { type: 'object' } },
      imported: { type: 'array', items: { type: 'object' } },
      charges: { type: 'array', items: { type: 'object' } },
      discount: { type: 'string' },
      hasDiscount: { type: 'boolean' },
      shipping: { type: 'string' },
      total: { type: 'string' },
      isTaxOfTikTok: { type: 'boolean' },
      takenOutTax: { type: 'string' },
    },
  },
  run: ({ arguments: given }) => {
    const rules = objectOf(given['rules'])
    const country = textOf(given['country'])
    if (rules['pricesIncludeTax'] === true && objectOf(rules['taxRates'])[country] === undefined) {
      return {
        failure: {
          kind: 'mapping',
          message: `no tax rate is set for orders to ${country === '' ? 'an unknown country' : country}, and prices hold the tax`,
          hint: 'Add the country to the setting taxRates; 0 where TikTok owes the tax.',
        },
      }
    }
    const units = objectsOf(given['units']).map(readSoldUnit)
    const read = readPolicy(given, rules, objectOf(given['items']))
    const vat = vatOwner(given, rules, read, units)
    if ('unknown' in vat)
      return {
        failure: {
          kind: 'mapping',
          message: `no rule says who owes the VAT of this order: ${vat.unknown}`,
          hint: 'Ask a tax adviser, and add a rule to the setting vatRules; the first that fits decides.',
        },
      }
    const policy = { ...read, isTaxOfTikTok: vat.owes === 'tiktok' }
    const payment = objectOf(given['payment'])
    const { lines, discount, shipping, total } = toDocumentLines(
      units,
      {
        shipping: amountOf(payment['shipping_fee']),
        shippingTax: amountOf(payment['shipping_fee_tax']),
        retailDeliveryFee: amountOf(payment['retail_delivery_fee']),
      },
      policy,
    )
    const money = (amount: Big): string => amount.toFixed(policy.decimals)
    return {
      answer: {
        lines: lines.map(line => toJson(line, policy.decimals)),
        imported: lines.filter(({ kind }) => kind === 'item').map(toImported),
        charges: lines.filter(({ kind }) => kind !== 'item').map(toCharge),
        discount: money(discount),
        hasDiscount: discount.gt(0),
        shipping: money(shipping),
        total: money(total),
        isTaxOfTikTok: policy.isTaxOfTikTok,
        takenOutTax: policy.isTaxOfTikTok ? (policy.includedTax ?? new Big(0)).toFixed() : '0',
      },
    }
  },
})

/** NetSuite keeps eight decimals of a rate; the amount beside it is what counts. */
const toRate = (rate: Big, decimals: number): string => {
  const kept = rate.round(8, Big.roundHalfUp)
  return kept.eq(kept.round(decimals)) ? kept.toFixed(decimals) : kept.toFixed()
}

const toJson = (line: DocumentLine, decimals: number): JsonObject => {
  const tax: Record<string, Json> = line.tax === undefined ? {} : { tax: line.tax.toFixed(decimals) }
  return {
    kind: line.kind,
    item: line.item,
    quantity: line.quantity,
    rate: toRate(line.rate, decimals),
    amount: line.amount.toFixed(decimals),
    description: line.description,
    ...tax,
  }
}

/** What is remembered of a line: which units stand behind it, and what one of them is worth. */
const toImported = (line: DocumentLine): JsonObject => ({
  item: line.item,
  quantity: line.quantity,
  amount: line.amount.toFixed(),
  ...(line.tax === undefined ? {} : { tax: line.tax.toFixed() }),
  discount: line.discount.toFixed(),
  ...(line.platformDiscount.eq(0) ? {} : { platformDiscount: line.platformDiscount.toFixed() }),
  ...(line.salesTax.eq(0) ? {} : { salesTax: line.salesTax.toFixed() }),
  unitIds: [...line.unitIds],
})

/** What is remembered of a line for all of the order. */
const toCharge = ({ kind, item, amount, tax }: DocumentLine): JsonObject => ({
  kind,
  item,
  amount: amount.toFixed(),
  ...(tax === undefined ? {} : { tax: tax.toFixed() }),
})
