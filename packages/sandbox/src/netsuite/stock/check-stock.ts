import type { Books } from '../ledger/books.js'
import { problems } from '../problem.js'
import type { StoredRecord } from '../records/record-store.js'
import { recordType } from '../records/record-types.js'
import { type Movement, type Pile, pileKey } from './movement.js'
import { movesGoods } from './movements-of.js'
import { fromQuantity } from './stock-details.js'
import { isNumbered } from './stock-items.js'

const itemType = recordType('inventoryItem')

/** @throws Problem when movements in place of a record's earlier ones would take more than is there, or details do not add up */
export const checkStock = (
  record: StoredRecord,
  after: readonly Movement[],
  books: Books,
  allowNegative: boolean,
): void => {
  const { store } = books.ground
  for (const movement of after) checkDetails(movement, store.find(itemType, movement.item))
  // An order takes nothing yet, and need not wait for the stock to be worked out.
  if (allowNegative || !movesGoods(record.type)) return
  const { stock } = books
  const differences = new Map<string, Pile & { quantity: number }>()
  const add = (movement: Movement, sign: 1 | -1): void => {
    const key = pileKey(movement)
    const { item, location } = movement
    const sum = differences.get(key) ?? { item, location, quantity: 0 }
    differences.set(key, { ...sum, quantity: sum.quantity + sign * movement.quantity })
  }
  for (const { movement } of stock.stepsOf(record.id)) add(movement, -1)
  for (const movement of after) add(movement, 1)
  for (const { quantity, ...pile } of differences.values()) {
    const { onHand } = stock.level(pile)
    if (quantity >= 0 || onHand + quantity >= 0) continue
    const item = store.find(itemType, pile.item)
    throw problems.userError(
      `There are only ${fromQuantity(onHand)} of item ${String(item?.fields['itemId'] ?? pile.item)} on hand at location ${pile.location}, and ${fromQuantity(-quantity)} are wanted. Adjust the inventory first, or change the quantity.`,
    )
  }
}

/** Lots and serial numbers have to say what moves; details that are given have to add up. */
const checkDetails = ({ details, quantity, location }: Movement, item: StoredRecord | undefined): void => {
  if (location.startsWith('transit:') || item === undefined) return
  if (details.length === 0) {
    if (isNumbered(item)) throw problems.userError('Please configure the inventory detail for this line.')
    return
  }
  const sum = details.reduce((total, detail) => total + detail.quantity, 0)
  if (sum !== quantity)
    throw problems.userError(
      `The inventory detail of item ${String(item.fields['itemId'] ?? item.id)} has ${fromQuantity(Math.abs(sum))} pieces, and the line has ${fromQuantity(Math.abs(quantity))}.`,
    )
}
