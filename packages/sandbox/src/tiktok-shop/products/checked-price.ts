import { toCents } from '../../cents.js'
import type { Json } from '../../json.js'
import { isJsonObject } from '../../json.js'
import { textOf } from '../aftersales/list-filter.js'
import { ApiRefusal } from '../api-refusal.js'

/** What local sellers may ask, in the market's own currency. */
const priceRanges: Readonly<Record<string, readonly [lowest: string, highest: string]>> = {
  USD: ['0.01', '7600'],
  GBP: ['0.01', '5600'],
  EUR: ['0.01', '6300'],
  BRL: ['0.50', '10000'],
  MXN: ['1', '50000'],
  JPY: ['1', '500000'],
  IDR: ['100', '100000000'],
  MYR: ['0.01', '320000'],
  PHP: ['0.01', '400000'],
  SGD: ['0.01', '10000'],
  THB: ['30', '260000'],
  VND: ['1', '180000000'],
}

/** The amount of a price that the platform would take; another is refused with its code. */
export const checkedPrice = (currency: string, price: Json | undefined): string => {
  if (!isJsonObject(price)) throw new ApiRefusal(12052012)
  const amount = textOf(price['amount']) || textOf(price['sale_price'])
  const cents = readCents(amount, currency)
  if (price['currency'] !== currency) throw new ApiRefusal(12052084)
  const [lowest, highest] = priceRanges[currency] ?? ['0.01']
  if (cents < toCents(lowest, currency)) throw new ApiRefusal(12052570)
  if (highest !== undefined && cents > toCents(highest, currency)) throw new ApiRefusal(12052570)
  return amount
}

const readCents = (amount: string, currency: string): number => {
  try {
    return toCents(amount, currency)
  } catch {
    throw new ApiRefusal(12052012)
  }
}
