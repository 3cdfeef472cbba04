import type { Json } from '../../json.js'
import { isJsonObject } from '../../json.js'
import { textOf } from '../aftersales/list-filter.js'
import { ApiRefusal } from '../api-refusal.js'

/** Upper limits of local sellers where they are known, in the market's own currency. */
const highestPrices: Readonly<Record<string, number>> = {
  USD: 7600,
  GBP: 5600,
  EUR: 6300,
  BRL: 10_000,
  MXN: 50_000,
}

/** The amount of a price that the platform would take; another is refused with its code. */
export const checkedPrice = (currency: string, price: Json | undefined): string => {
  if (!isJsonObject(price)) throw new ApiRefusal(12052012)
  const amount = textOf(price['amount']) || textOf(price['sale_price'])
  if (!/^\d+(\.\d{1,2})?$/.test(amount)) throw new ApiRefusal(12052012)
  if (price['currency'] !== currency) throw new ApiRefusal(12052084)
  const highest = highestPrices[currency]
  if (Number(amount) < 0.01 || (highest !== undefined && Number(amount) > highest))
    throw new ApiRefusal(12052570)
  return amount
}
