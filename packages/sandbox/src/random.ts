/** A seeded stream of draws: the same seed gives the same draws on every machine. */
export interface Random {
  /** From 0 up to but not including 1. */
  next(): number
  /** Both ends included. */
  integer(min: number, max: number): number
  chance(probability: number): boolean
  pick<T>(items: readonly [T, ...T[]]): T
  /** A stream of its own, so that draws for one purpose do not shift those for another. */
  fork(name: string): Random
}

export const createRandom = (seed: number | string): Random => {
  let state = hash(String(seed))
  const next = () => {
    // mulberry32: small, fast, and good enough to choose faults and make up orders; nothing here is a secret.
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const integer = (min: number, max: number) => min + Math.floor(next() * (max - min + 1))
  return {
    next,
    integer,
    chance: probability => next() < probability,
    pick: items => items[integer(0, items.length - 1)] ?? items[0],
    fork: name => createRandom(`${seed}/${name}`),
  }
}

/** FNV-1a. */
const hash = (text: string): number => {
  let value = 0x811c9dc5
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
  }
  return value >>> 0
}
