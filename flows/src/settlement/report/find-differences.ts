import { type Amount, isZero, zero } from '../amounts.js'
import type { Movement } from './ledger.js'

/** What a statement or a payment has to move on an account, in all of its entries. */
export interface Expected {
  /** As it is told: `statement 1001`. */
  readonly name: string
  /** External id of its first entry. */
  readonly base: string
  readonly amount: Amount
}

/** A statement, payment or foreign transaction that an account has otherwise than it should. */
export interface Difference {
  readonly name: string
  /** Undefined for what no statement and no payment has. */
  readonly expected?: Amount
  readonly found: Amount
}

/** Puts what should have moved an account beside what did, one by one; the largest differences come first. */
export const findDifferences = (
  expected: readonly Expected[],
  movements: readonly Movement[],
): readonly Difference[] => {
  const bases = new Set(expected.map(({ base }) => base.toLowerCase()))
  const found = new Map<string, { readonly name: string; readonly amount: Amount }>()
  for (const movement of movements) {
    const key = keyOf(movement, bases)
    const known = found.get(key)
    const name = known?.name ?? `${movement.name} of ${movement.date}`
    found.set(key, { name, amount: (known?.amount ?? zero).plus(movement.amount) })
  }
  const own = expected.map(({ name, base, amount }) => ({
    name,
    expected: amount,
    found: found.get(base.toLowerCase())?.amount ?? zero,
  }))
  const foreign = [...found]
    .filter(([key]) => !bases.has(key))
    .map(([, { name, amount }]) => ({ name, found: amount }))
  return [...own, ...foreign]
    .filter(difference => !isZero(gapOf(difference)))
    .sort((one, other) => gapOf(other).abs().cmp(gapOf(one).abs()))
}

const gapOf = ({ expected = zero, found }: Difference): Amount => found.minus(expected)

/** An entry's statement, whether it is its first part, another, or a correction; a payment that came back is one with its return. */
const keyOf = ({ externalId, name }: Movement, bases: ReadonlySet<string>): string => {
  // A bill of fees is of the same statement as the entry that pays it.
  const id = externalId.toLowerCase().replace('-bill-', '-je-')
  const base = [id, id.replace(/-\d+$/, ''), id.replace(/-adj\d+(-\d+)?$/, '')].find(one => bases.has(one))
  return base ?? (id.replace(/-rev$/, '') || name)
}

const toldAtMost = 5

/** In words: `statement 1001 has 7.93 there, and comes to 7.92`. */
export const tellDifferences = (
  differences: readonly Difference[],
  text: (amount: Amount) => string,
): string => {
  const told = differences
    .slice(0, toldAtMost)
    .map(({ name, expected, found }) =>
      expected === undefined
        ? `${name} has ${text(found)} there, and is of no statement and no payment`
        : `${name} has ${text(found)} there, and comes to ${text(expected)}`,
    )
  const rest = differences.length - told.length
  return [...told, ...(rest > 0 ? [`and ${rest} more`] : [])].join('; ')
}
