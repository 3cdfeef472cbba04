import type { Books } from '../ledger/books.js'
import { decimalText } from '../ledger/money.js'
import { recordType } from '../records/record-types.js'
import { fromQuantity } from './stock-details.js'

/** One item at one location. */
export interface StockLevelRead {
  readonly item: string
  readonly location: string
  readonly onHand: number
  readonly committed: number
  readonly available: number
  readonly backOrdered: number
  readonly onOrder: number
  readonly inTransit: number
  /** What is on hand is worth, as decimal text in the currency of the books. */
  readonly value: string
  /** What one is worth on average. */
  readonly averageCost: number
  readonly lastQuantityAvailableChange: string | undefined
}

/** What can be read off the stock. */
export interface StockReads {
  /** Of one item, or of all that ever moved or were wanted. */
  levels(item?: string): readonly StockLevelRead[]
  /** What is on hand by lot or serial number and bin. */
  balances(item?: string): readonly {
    readonly item: string
    readonly location: string
    readonly number: string | undefined
    readonly bin: string | undefined
    readonly onHand: number
  }[]
  /** How many of a kit its members make, by location. */
  kit(item: string): readonly { readonly location: string; readonly available: number }[]
}

const itemType = recordType('inventoryItem')
const locationType = recordType('location')

export const createStockReads = (books: Books): StockReads => ({
  levels: item => {
    const { exponent } = books.base
    return books.stock.levels(item).map(({ item: own, location, value, availableChangedAt, ...level }) => ({
      item: own,
      location,
      onHand: fromQuantity(level.onHand),
      committed: fromQuantity(level.committed),
      available: fromQuantity(level.available),
      backOrdered: fromQuantity(level.backOrdered),
      onOrder: fromQuantity(level.onOrder),
      inTransit: fromQuantity(level.inTransit),
      value: decimalText(value, exponent),
      averageCost: averageCost(value, level.onHand, exponent),
      lastQuantityAvailableChange: availableChangedAt,
    }))
  },
  balances: item => books.stock.balances(item).map(row => ({ ...row, onHand: fromQuantity(row.onHand) })),
  kit: id => {
    const { store } = books.ground
    const kit = store.find(itemType, id)
    if (kit === undefined) return []
    return store.list(locationType).map(({ id: location }) => ({
      location,
      available: fromQuantity(books.stock.kitAvailable(kit, location)),
    }))
  },
})

/** Of what is on hand; NetSuite shows a cost with more decimals than money has. */
export const averageCost = (value: number, onHand: number, exponent: number): number =>
  onHand <= 0 ? 0 : Number((value / 10 ** exponent / fromQuantity(onHand)).toFixed(6))
