/** Four hours of one SKU that goes viral. The same seed gives the same buyers, whoever publishes the stock. */
export interface Afternoon {
  readonly seed: number
  readonly seconds: number
  readonly opening: number
  /** Buyers who come to the shop in each second. */
  readonly shopBuyers: Uint8Array
  /** Units sold by other channels in each second, where one is left. */
  readonly otherBuyers: Uint8Array
  /** Units received, by second. */
  readonly receipts: ReadonlyMap<number, number>
  readonly random: () => number
}

const hour = 3600

export const makeAfternoon = (seed: number): Afternoon => {
  const random = makeRandom(seed)
  const between = (low: number, high: number): number => low + (high - low) * random()
  const seconds = 4 * hour
  const peak = between(1_500, 5_000)
  const startsAt = between(0.4, 0.8) * hour
  const fadesIn = between(0.3, 0.7) * hour
  const rush = (second: number): number =>
    second < startsAt
      ? 0
      : peak * Math.min(1, (second - startsAt) / 300) * Math.exp(-(second - startsAt) / fadesIn)
  const shopBuyers = new Uint8Array(seconds)
  const otherBuyers = new Uint8Array(seconds)
  for (let second = 0; second < seconds; second += 1) {
    shopBuyers[second] = poisson((60 + rush(second)) / hour, random)
    otherBuyers[second] = poisson((20 + rush(second) / 40) / hour, random)
  }
  const receipts = new Map(
    Array.from({ length: 3 }, () => [Math.floor(between(0.5, 3.8) * hour), Math.floor(between(50, 400))]),
  )
  return {
    seed,
    seconds,
    opening: Math.floor(between(300, 1_200)),
    shopBuyers,
    otherBuyers,
    receipts,
    random,
  }
}

const poisson = (mean: number, random: () => number): number => {
  let count = 0
  for (let chance = random(); chance > Math.exp(-mean); chance *= random()) count += 1
  return count
}

/** A small generator of repeatable draws, by Tommy Ettinger; public domain. */
export const makeRandom = (seed: number): (() => number) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
