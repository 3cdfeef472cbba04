import type { JsonObject } from '@tiktok-ns/flow-engine'
import { toAmount } from '../amounts.js'
import { isObject, objectAt, textAt } from '../statement-row.js'
import { type RateBase, type Rates, type RatesOptions, rateBases } from './check-rates.js'

/** The table of rates in the settings of tiktok-settled-fees-against-rates. */
export const readRatesOptions = (settings: JsonObject, places: number): RatesOptions => ({
  rates: readRates(objectAt(settings, 'rates')),
  tolerance: toAmount(settings['tolerance']),
  places,
})

const readRates = (table: JsonObject): Rates =>
  Object.fromEntries(
    Object.entries(table).map(([key, rate]) => [
      key,
      isObject(rate)
        ? { percent: toAmount(rate['percent']), of: baseNamed(textAt(rate, 'of')) }
        : { percent: toAmount(rate), of: usualBases[key] ?? 'goods' },
    ]),
  )

/** What TikTok takes these of, where the table does not say. */
const usualBases: Readonly<Record<string, RateBase>> = {
  'fee.referral': 'buyerPaid',
  'fee.affiliate': 'goodsPaid',
}

const isBase = (name: string): name is RateBase => Object.hasOwn(rateBases, name)

const baseNamed = (name: string): RateBase => (isBase(name) ? name : 'goods')
