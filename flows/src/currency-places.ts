/** Decimal places of the currencies that TikTok Shop settles in, where they are not two. */
const places: Readonly<Record<string, number>> = { CLP: 0, IDR: 0, JPY: 0, KRW: 0, VND: 0 }

export const placesOfCurrency = (currency: string): number => places[currency.toUpperCase()] ?? 2
