import type { Random } from '../random.js'
import type { RareOrderKind } from './rare-orders.js'

/** What is special about an order that the generator makes. */
export type OrderKind =
  | 'normal'
  | 'shipped'
  | 'delivered'
  | 'on-hold'
  | 'unpaid'
  | 'cancelled'
  | 'part-cancelled'
  | 'sample'
  | 'fulfilled-by-tiktok'
  | 'gift'
  | 'replacement'
  | RareOrderKind

/** Shares of a shop's orders, in thousandths; `normal` takes the rest. */
const shares: readonly (readonly [OrderKind, number])[] = [
  ['shipped', 60],
  ['delivered', 60],
  ['on-hold', 30],
  ['unpaid', 24],
  ['cancelled', 30],
  ['part-cancelled', 20],
  ['sample', 12],
  ['fulfilled-by-tiktok', 30],
  ['gift', 16],
  ['replacement', 8],
]

/** The kinds of `count` orders in random order; from two dozen orders on, each kind is there at least once. */
export const drawOrderKinds = (random: Random, count: number): OrderKind[] => {
  const special = shares.flatMap(([kind, share]) => {
    const wanted = Math.max(count >= 24 ? 1 : 0, Math.round((count * share) / 1000))
    return Array.from({ length: wanted }, () => kind)
  })
  const kinds: OrderKind[] = Array.from({ length: count }, (_, index) => special[index] ?? 'normal')
  for (let index = kinds.length - 1; index > 0; index--) {
    const other = random.integer(0, index)
    const [one, two] = [kinds[index], kinds[other]]
    if (one && two) [kinds[index], kinds[other]] = [two, one]
  }
  return kinds
}
