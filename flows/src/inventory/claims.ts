import { marginFor, paceOf } from './margin.js'
import type { Listing, OpenUnits, PublishInput } from './publish-input.js'

/** Units of one item that a warehouse still counts and that are not free. */
export interface Claims {
  /** Sold in this shop, and not booked in NetSuite. */
  readonly unbooked: number
  /** Kept back for sales elsewhere that cannot be known yet. */
  readonly margin: number
  /** The same, and for sales of the SKU itself that a write would cross with. */
  readonly writeMargin: number
}

interface Sold {
  readonly row: OpenUnits
  /** How many of the item the row's units take. */
  readonly units: number
}

/**
 * What is not free of an item in a warehouse, seen from one SKU of the shop.
 *
 * TikTok takes a unit off its own number when a buyer orders, also while the order is on hold. NetSuite knows of it when the order
 * has become a sales order that commits stock. In between, and for as long as an order is parked, the unit is counted here: it
 * is neither sold twice nor lost.
 */
export const claimsOn = (item: string, warehouse: string, listing: Listing, input: PublishInput): Claims => {
  const sold = soldOf(item, input)
  const claimed = sold.filter(({ row }) => isStillOwed(row, input))
  const unbooked = claimed.filter(({ row }) => drawsOn(row, warehouse, input)).reduce(addUnits, 0)
  return { unbooked, ...marginsOf(item, sold, listing, input) }
}

const addUnits = (sum: number, { units }: Sold): number => sum + units

/** Everything open that takes units of the item: of its own SKU, of packs, of kits that hold it. */
const soldOf = (item: string, { family, packs, open }: PublishInput): readonly Sold[] =>
  family.sharers.flatMap(({ itemid, uses }) => {
    const perUnit = uses.filter(use => use.item === item).reduce((sum, use) => sum + use.quantity, 0)
    if (perUnit === 0) return []
    const names = [
      { sku: itemid, units: 1 },
      ...packs.filter(pack => pack.item === itemid).map(({ sku, units }) => ({ sku, units })),
    ]
    return names.flatMap(({ sku, units }) =>
      (open[sku] ?? []).map(row => ({ row, units: row.units * units * perUnit })),
    )
  })

/**
 * What is on hand still holds whatever has not left; what is available has lost what is booked. Units that left while their order was
 * not booked are in both of NetSuite's numbers, and in no warehouse.
 */
const isStillOwed = (row: OpenUnits, input: PublishInput): boolean => {
  if (input.countedOut.includes(row.order_id)) return false
  return input.count === 'onHand' && !row.is_shipped ? true : !isBooked(row, input)
}

/** A sales order that waits for approval commits nothing yet. */
const pendingApproval = 'A'

const isBooked = ({ order_id: id }: OpenUnits, { booked, orderPrefix }: PublishInput): boolean => {
  const order = booked[`${orderPrefix}${id}`]
  return order !== undefined && order !== null && order.status !== pendingApproval
}

/** An order that names no warehouse, or one behind which no location stands, may come out of any. */
const drawsOn = ({ warehouse_id: id }: OpenUnits, warehouse: string, { warehouses }: PublishInput): boolean =>
  id === warehouse || !Object.hasOwn(warehouses, id)

const marginsOf = (
  item: string,
  sold: readonly Sold[],
  { id }: Listing,
  { at, sales, unseen }: PublishInput,
): Pick<Claims, 'margin' | 'writeMargin'> => {
  const elsewhere = sales[item]
  const paceOfSold = (rows: readonly Sold[]): number => {
    const since = (secs: number) =>
      rows.filter(({ row }) => row.create_time * 1000 >= Date.parse(at) - secs * 1000).reduce(addUnits, 0)
    return paceOf(since(3600), since(900))
  }
  const unseenElsewhere = [
    {
      unitsPerHour: paceOf(elsewhere?.unitsinhour ?? 0, elsewhere?.unitsinquarter ?? 0),
      unseenSecs: unseen.elsewhereSecs,
    },
    {
      unitsPerHour: paceOfSold(sold.filter(({ row }) => row.sku_id !== id)),
      unseenSecs: unseen.siblingSecs,
    },
  ]
  const own = {
    unitsPerHour: paceOfSold(sold.filter(({ row }) => row.sku_id === id)),
    unseenSecs: unseen.ownSecs,
  }
  return { margin: marginFor(unseenElsewhere), writeMargin: marginFor([...unseenElsewhere, own]) }
}
