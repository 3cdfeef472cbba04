import { decimalPlacesOf } from '@tiktok-ns/flow-engine'

/** Decimal places of a currency as expressions have them; two for text that is no code, which is refused where it matters. */
export const placesOfCurrency = (currency: string): number =>
  /^[A-Za-z]{3}$/.test(currency) ? decimalPlacesOf(currency) : 2
