import type { JsonObject } from '@tiktok-ns/flow-engine'
import type Big from 'big.js'
import { amountOf, textOf } from './read-json.js'

/** What of an order decides who owes its VAT. */
export interface VatQuestion {
  readonly shipsTo: string
  readonly shipsFrom: string
  /** Countries in which the seller is established. */
  readonly establishedIn: readonly string[]
  /** Of the goods after the seller's discount, without VAT and shipping. */
  readonly value: Big
  readonly currency: string
}

/** Who owes the VAT of an order, or why that is not certain. */
export type VatAnswer = { readonly owes: 'seller' | 'tiktok' } | { readonly unknown: string }

/** The first rule that fits an order decides; where none does, or one needs a value in another currency, nobody guesses. */
export const whoOwesVat = (rules: readonly JsonObject[], question: VatQuestion): VatAnswer => {
  const { shipsTo, shipsFrom, establishedIn, value, currency } = question
  const told = `goods for ${value.toFixed(2)} ${currency} from ${nameOf(shipsFrom)} to ${nameOf(shipsTo)}, seller established in ${establishedIn.join(', ') || 'no country that is named'}`
  for (const rule of rules) {
    const fits = (name: string, countries: readonly string[]): boolean =>
      rule[name] === undefined || countries.some(country => isIn(country, textOf(rule[name])))
    if (!fits('to', [shipsTo]) || !fits('from', [shipsFrom]) || !fits('seller', establishedIn)) continue
    if (rule['upTo'] !== undefined) {
      const limit = `${textOf(rule['upTo'])} ${textOf(rule['currency'])}`
      if (textOf(rule['currency']) !== currency) return { unknown: `${told}; the limit is ${limit}` }
      if (value.gt(amountOf(rule['upTo']))) continue
    }
    const owes = textOf(rule['owes'])
    return owes === 'seller' || owes === 'tiktok' ? { owes } : { unknown: told }
  }
  return { unknown: told }
}

const nameOf = (country: string): string => (country === '' ? 'an unknown country' : country)

const isIn = (country: string, area: string): boolean =>
  area === 'EU' ? memberStates.has(country) : country === area

const memberStates: ReadonlySet<string> = new Set(
  'AT BE BG HR CY CZ DE DK EE ES FI FR GR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '),
)
