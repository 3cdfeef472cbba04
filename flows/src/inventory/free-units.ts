import type { StockCount } from './publish-rules.js'

/** What NetSuite says of an item at a location. Decimals and negative numbers happen. */
export interface StockAt {
  readonly location: string
  readonly available: number
  readonly onHand: number
  readonly onOrder: number
  /** Sold and not there: NetSuite shows no negative availability, it counts these apart. */
  readonly backOrdered: number
}

/** One of the items that a unit of the SKU is made of. A plain item is its own only part; a kit has several. */
export interface Part {
  readonly item: string
  /** How many of the item one unit takes: 6 for a pack of six. */
  readonly perUnit: number
  readonly stock: readonly StockAt[]
  /** Units of the item that are promised already although NetSuite still counts them: sold and not booked, or kept back. */
  readonly taken: number
}

/**
 * How many units of a SKU can be made in one warehouse.
 *
 * `locations` are those that stand behind the warehouse, in the order in which orders draw on them. What is taken comes off in that
 * order. A unit ships from one location, so the parts are counted per location, each location by its scarcest part, and then
 * added: ten of A in one place and ten of B in another make no set.
 */
export const freeUnits = (
  parts: readonly Part[],
  locations: readonly string[],
  count: StockCount,
): number => {
  const leftOf = parts.map(part => leftByLocation(part, locations, count))
  return locations
    .map((_, place) =>
      Math.min(...parts.map(({ perUnit }, index) => unitsIn(leftOf[index]?.[place] ?? 0, perUnit))),
    )
    .reduce((sum, units) => sum + units, 0)
}

const unitsIn = (left: number, perUnit: number): number =>
  perUnit === 1 ? left : Math.floor(left / perUnit + 1e-9)

const leftByLocation = (
  { stock, taken }: Part,
  locations: readonly string[],
  count: StockCount,
): readonly number[] => {
  const rows = locations.map(location => stock.find(row => row.location === location))
  let owed = taken + (count === 'onHand' ? 0 : sum(rows.map(row => row?.backOrdered ?? 0)))
  return rows.map(row => {
    const here = row === undefined ? 0 : Math.max(0, counted[count](row))
    const drawn = Math.min(here, owed)
    owed -= drawn
    return here - drawn
  })
}

const counted: Readonly<Record<StockCount, (row: StockAt) => number>> = {
  available: ({ available }) => available,
  availableToPromise: ({ available, onOrder }) => available + onOrder,
  onHand: ({ onHand }) => onHand,
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0)
