import type { OrderUnit } from './order-units.js'

/** Goods that left together, as NetSuite tells it. */
export interface Dispatch {
  /** Internal id; a lower one was made earlier. */
  readonly id: string
  /** Pieces by item. */
  readonly pieces: ReadonlyMap<string, number>
  readonly trackingNumbers: readonly string[]
  /** What TikTok was told of it before: its numbers may have been corrected since. */
  readonly toldBefore?: { readonly trackingNumbers: readonly string[]; readonly unitIds: readonly string[] }
}

export interface Allocation {
  /** Units that TikTok knows as shipped under one of the dispatch's numbers. */
  readonly told: readonly OrderUnit[]
  /** Units that TikTok knows under a number that the dispatch had before and has no more. */
  readonly renumbered: readonly OrderUnit[]
  /** Units that the dispatch ships and TikTok does not know of yet. */
  readonly open: readonly OrderUnit[]
  /** Pieces for which the order has no unit left. */
  readonly surplus: ReadonlyMap<string, number>
}

/**
 * Which units of an order each of its dispatches ships, no unit twice.
 *
 * What TikTok knows already stays with the dispatch whose number it carries; what is open goes to the dispatches in the order they
 * were made. So the answer is the same however many of them are told at once, one after the other, or once more: all look at
 * every dispatch of the order.
 */
export const allocateUnits = (
  units: readonly OrderUnit[],
  dispatches: readonly Dispatch[],
): ReadonlyMap<string, Allocation> => {
  const taken = new Set<string>()
  const work = [...dispatches]
    .sort((one, other) => compareIds(one.id, other.id))
    .map(dispatch => ({ dispatch, left: new Map(dispatch.pieces) }))
  const take = (left: Map<string, number>, isWanted: (unit: OrderUnit) => boolean): readonly OrderUnit[] =>
    units.filter(unit => {
      if (taken.has(unit.id) || unit.needs.length === 0 || !isWanted(unit)) return false
      if (!takeNeeds(unit, left)) return false
      taken.add(unit.id)
      return true
    })
  const told = work.map(({ dispatch, left }) =>
    take(left, unit => unit.state === 'shipped' && dispatch.trackingNumbers.includes(unit.trackingNumber)),
  )
  const renumbered = work.map(({ dispatch, left }) => take(left, unit => isRenumbered(unit, dispatch)))
  return new Map(
    work.map(({ dispatch, left }, index) => {
      const open = take(left, unit => unit.state === 'open')
      return [
        dispatch.id,
        { told: told[index] ?? [], renumbered: renumbered[index] ?? [], open, surplus: left },
      ]
    }),
  )
}

const isRenumbered = ({ id, state, trackingNumber }: OrderUnit, { toldBefore }: Dispatch): boolean =>
  state === 'shipped' &&
  toldBefore?.unitIds.includes(id) === true &&
  toldBefore.trackingNumbers.includes(trackingNumber)

/** Takes what a unit needs out of what is left; all of it or nothing. */
export const takeNeeds = ({ needs }: OrderUnit, left: Map<string, number>): boolean => {
  const wanted = new Map<string, number>()
  for (const { sku, pieces } of needs) wanted.set(sku, (wanted.get(sku) ?? 0) + pieces)
  for (const [sku, pieces] of wanted) if ((left.get(sku) ?? 0) < pieces) return false
  for (const [sku, pieces] of wanted) {
    const rest = (left.get(sku) ?? 0) - pieces
    if (rest === 0) left.delete(sku)
    else left.set(sku, rest)
  }
  return true
}

/** Internal ids are whole numbers: 9 comes before 10. */
const compareIds = (one: string, other: string): number =>
  one.length === other.length ? (one < other ? -1 : one > other ? 1 : 0) : one.length - other.length
