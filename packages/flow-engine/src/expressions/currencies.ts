/** Decimal places of the currencies TikTok Shop and NetSuite meet in, where they are not two. */
const placesByCurrency: Readonly<Record<string, number>> = {
  // ISO 4217 gives IDR two places; nobody uses them, TikTok Shop sends none, and NetSuite books none.
  IDR: 0,
  JPY: 0,
  KRW: 0,
  CLP: 0,
  PYG: 0,
  VND: 0,
  BHD: 3,
  JOD: 3,
  KWD: 3,
  OMR: 3,
  TND: 3,
}

/** @throws TypeError for text that is no currency code. */
export const decimalPlacesOf = (currency: string): number => {
  if (!/^[A-Za-z]{3}$/.test(currency))
    throw new TypeError(`"${currency.slice(0, 20)}" is no currency; write its code, for example "USD"`)
  return placesByCurrency[currency.toUpperCase()] ?? 2
}
