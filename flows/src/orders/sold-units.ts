import { defineHook, type JsonObject } from '@tiktok-ns/flow-engine'
import Big from 'big.js'
import { amountOf, isObject, objectOf, objectsOf, sumOf, textOf } from './read-json.js'

/** One thing that was sold, as NetSuite knows it: a unit of an order, a pack's content, or a part of a bundle. */
export interface SoldUnit {
  /** TikTok's line item, which is one unit. */
  readonly unitId: string
  /** NetSuite's name of the item. */
  readonly sku: string
  /** How many of the item one unit is. */
  readonly pieces: number
  /** Of all pieces together, before discounts. */
  readonly price: Big
  readonly sellerDiscount: Big
  readonly platformDiscount: Big
  readonly tax: Big
  readonly description: string
}

export interface SkuRules {
  /** TikTok SKU ids or seller SKUs, to NetSuite's name of the item, or to `{ sku, count }` for packs. */
  readonly skuMap: JsonObject
  /** Whether bundles are sold as an item of their own, or as their parts. */
  readonly bundles: 'item' | 'parts'
}

/** What an order's units are in NetSuite. Amounts are kept to the last cent, however they are divided. */
export const toSoldUnits = (units: readonly JsonObject[], rules: SkuRules): readonly SoldUnit[] =>
  units.flatMap(unit => {
    const whole = {
      unitId: textOf(unit['id']),
      price: amountOf(unit['original_price']),
      sellerDiscount: amountOf(unit['seller_discount']),
      platformDiscount: amountOf(unit['platform_discount']),
      tax: sumOf(objectsOf(unit['item_tax']).map(tax => amountOf(tax['tax_amount']))),
      description: textOf(unit['product_name']).slice(0, 999),
    }
    const parts = objectsOf(unit['combined_listing_skus'])
    if (rules.bundles === 'item' || parts.length === 0) return [{ ...whole, ...itemOf(unit, rules) }]
    return explode(whole, parts, rules)
  })

type Amounts = Omit<SoldUnit, 'sku' | 'pieces'>

/** A bundle's parts: its amounts by the number of pieces, what does not divide evenly on the last. */
const explode = (whole: Amounts, parts: readonly JsonObject[], rules: SkuRules): readonly SoldUnit[] => {
  const counts = parts.map(part => Math.max(1, Number(textOf(part['sku_count']) || '1')))
  const shares = (amount: Big) => divideByWeight(amount, counts)
  const prices = shares(whole.price)
  const sellerDiscounts = shares(whole.sellerDiscount)
  const platformDiscounts = shares(whole.platformDiscount)
  const taxes = shares(whole.tax)
  const nothing = new Big(0)
  return parts.map((part, index) => {
    const { sku, pieces } = itemOf(part, rules)
    return {
      ...whole,
      sku,
      pieces: pieces * (counts[index] ?? 1),
      price: prices[index] ?? nothing,
      sellerDiscount: sellerDiscounts[index] ?? nothing,
      platformDiscount: platformDiscounts[index] ?? nothing,
      tax: taxes[index] ?? nothing,
    }
  })
}

const decimalsOf = (amount: Big): number => (amount.toFixed().split('.')[1] ?? '').length

/** Shares that add up to the amount exactly; the last takes the rest. */
const divideByWeight = (amount: Big, weights: readonly number[]): readonly Big[] => {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  let left = amount
  return weights.map((weight, index) => {
    const share =
      index === weights.length - 1
        ? left
        : amount.times(weight).div(total).round(decimalsOf(amount), Big.roundDown)
    left = left.minus(share)
    return share
  })
}

/** By the SKU id first, which TikTok keeps unique; then by what the seller calls it. */
const itemOf = (
  sold: JsonObject,
  { skuMap }: SkuRules,
): { readonly sku: string; readonly pieces: number } => {
  const sellerSku = cleaned(textOf(sold['seller_sku']))
  const mapped = skuMap[textOf(sold['sku_id'])] ?? skuMap[sellerSku]
  if (isObject(mapped)) return { sku: textOf(mapped['sku']), pieces: Number(textOf(mapped['count']) || '1') }
  const sku = textOf(mapped)
  return { sku: sku === '' ? sellerSku : sku, pieces: 1 }
}

/** As `cleanSku()` has it: no spaces around, no invisible characters. */
const cleaned = (sku: string): string => sku.replace(/[\p{Cf}\p{Cc}]/gu, '').trim()

const text = { type: 'string' } as const

export const toUnitsHook = defineHook({
  over: 'record',
  summary:
    "What an order's units are in NetSuite: items by the SKU map, packs as their content, bundles whole or in parts.",
  arguments: {
    type: 'object',
    required: ['units'],
    additionalProperties: false,
    properties: {
      units: { type: 'array' },
      skuMap: { type: 'object' },
      bundles: { enum: ['item', 'parts'] },
    },
  },
  answer: {
    type: 'object',
    properties: {
      skus: { type: 'array', items: text },
      units: { type: 'array', items: { type: 'object' } },
    },
  },
  run: ({ arguments: given }) => {
    const units = toSoldUnits(objectsOf(given['units']), {
      skuMap: objectOf(given['skuMap']),
      bundles: given['bundles'] === 'parts' ? 'parts' : 'item',
    })
    const nameless = units.find(({ sku }) => sku === '')
    if (nameless !== undefined)
      return {
        failure: {
          kind: 'missing',
          message: `the unit ${nameless.unitId} ("${nameless.description.slice(0, 60)}") has no seller SKU`,
          hint: 'Give it a seller SKU in Seller Center, or map its SKU id with the setting skuMap.',
        },
      }
    return {
      answer: { skus: [...new Set(units.map(({ sku }) => sku))], units: units.map(toJson) },
    }
  },
})

const toJson = ({ price, sellerDiscount, platformDiscount, tax, ...unit }: SoldUnit): JsonObject => ({
  ...unit,
  price: price.toFixed(),
  sellerDiscount: sellerDiscount.toFixed(),
  platformDiscount: platformDiscount.toFixed(),
  tax: tax.toFixed(),
})

export const readSoldUnit = (unit: JsonObject): SoldUnit => ({
  unitId: textOf(unit['unitId']),
  sku: textOf(unit['sku']),
  pieces: Number(textOf(unit['pieces'])),
  price: amountOf(unit['price']),
  sellerDiscount: amountOf(unit['sellerDiscount']),
  platformDiscount: amountOf(unit['platformDiscount']),
  tax: amountOf(unit['tax']),
  description: textOf(unit['description']),
})
