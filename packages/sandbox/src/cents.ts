const withoutDecimals = new Set(['JPY', 'VND', 'IDR', 'KRW'])

/**
 * Money inside the sandbox is whole cents; on the wire it is a decimal text. Of a currency without decimals one "cent" is the
 * unit itself, and the text has no point.
 */
export const toCents = (amount: string | undefined, currency = 'USD'): number => {
  const text = (amount ?? '0').trim()
  const match = /^(-?)(\d+)(?:\.(\d{1,2})0*)?$/.exec(text)
  const isWhole = withoutDecimals.has(currency)
  const fraction = match?.[3] ?? ''
  if (!match || (isWhole && Number(fraction) !== 0))
    throw new TypeError(`"${text}" is no amount of ${currency}, which has ${isWhole ? 'no' : 'two'} decimals`)
  const cents = isWhole ? Number(match[2]) : Number(match[2]) * 100 + Number(fraction.padEnd(2, '0') || '0')
  return match[1] ? -cents : cents
}

export const fromCents = (cents: number, currency = 'USD'): string => {
  if (withoutDecimals.has(currency)) return String(cents)
  const sign = cents < 0 ? '-' : ''
  const digits = String(Math.abs(cents)).padStart(3, '0')
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** Spreads an amount over weights to the cent: the first ones carry what does not divide evenly. */
export const spreadCents = (cents: number, weights: readonly number[]): number[] => {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  if (total === 0) return weights.map(() => 0)
  const shares = weights.map(weight => Math.floor((cents * weight) / total))
  let left = cents - shares.reduce((sum, share) => sum + share, 0)
  return shares.map((share, index) => {
    if (left <= 0 || share >= (weights[index] ?? 0)) return share
    left -= 1
    return share + 1
  })
}

export const sumCents = (amounts: readonly number[]): number => amounts.reduce((sum, cents) => sum + cents, 0)
