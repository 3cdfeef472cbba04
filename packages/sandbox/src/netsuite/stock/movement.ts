/** Quantities are whole numbers of this many parts of one: NetSuite keeps five decimals. */
export const quantityPlaces = 5

/** An item at a place: one pile of stock with one average cost. */
export interface Pile {
  readonly item: string
  /** A location's id, or `transit:` and a transfer order's id while goods are on the way. */
  readonly location: string
}

export const pileKey = ({ item, location }: Pile): string => `${item}@${location}`

/** Pieces of a movement that are told apart: by lot or serial number, and by bin. */
export interface StockDetail {
  readonly quantity: number
  readonly number?: string
  readonly bin?: string
}

/** Goods coming to a pile or going from it, as a transaction says. */
export interface Movement extends Pile {
  readonly transaction: string
  /** `2026-03-02`. Costs follow the order of dates, then of ids. */
  readonly date: string
  readonly line: number
  /** In parts of one (`quantityPlaces`), positive when goods come. */
  readonly quantity: number
  /** What coming goods are worth, in minor units of the books; left out, what the pile's are worth on average. */
  readonly value?: number
  /** Coming goods are worth what the same line of the transaction took from another pile. */
  readonly isMoved?: boolean
  /** The asset account of the pile. */
  readonly account: string
  /** The other side of the entry; moved goods have none. */
  readonly offset?: string
  readonly details: readonly StockDetail[]
}

export const isSameMovement = (one: Movement, other: Movement): boolean =>
  one.item === other.item &&
  one.location === other.location &&
  one.transaction === other.transaction &&
  one.date === other.date &&
  one.line === other.line &&
  one.quantity === other.quantity &&
  one.value === other.value &&
  one.isMoved === other.isMoved &&
  one.account === other.account &&
  one.offset === other.offset &&
  one.details.length === other.details.length &&
  one.details.every((detail, index) => isSameDetail(detail, other.details[index]))

const isSameDetail = (one: StockDetail, other: StockDetail | undefined): boolean =>
  one.quantity === other?.quantity && one.number === other.number && one.bin === other.bin
