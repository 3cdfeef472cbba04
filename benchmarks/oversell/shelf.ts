/** What is really there of a SKU, whatever a shop shows of it: the judge of every strategy. */
export interface Shelf {
  /** Units that nobody has bought; negative where more were sold than there are. */
  readonly free: number
  /** Units that the shop sold while none was free. */
  readonly oversold: number
  /** Units that a buyer wanted and was not shown: each counts once until it is sold. */
  readonly hidden: number
  readonly sold: number
  /** A buyer comes to the shop, which shows so many units; true when one is bought. */
  sell(shown: number): boolean
  /** Somebody wants a unit in another channel, which knows what is free; true when it is sold. */
  sellElsewhere(): boolean
  /** Units that were received, or come back from a cancelled order. */
  add(units: number): void
}

export const createShelf = (opening: number): Shelf => {
  let free = opening
  let [oversold, hidden, sold] = [0, 0, 0]
  /** Of the free units, those that have turned a buyer away. */
  let refused = 0
  const takeOne = (): void => {
    free -= 1
    refused = Math.min(refused, Math.max(0, free))
  }
  return {
    get free() {
      return free
    },
    get oversold() {
      return oversold
    },
    get hidden() {
      return hidden
    },
    get sold() {
      return sold
    },
    sell: shown => {
      if (shown <= 0) {
        if (free > refused) {
          hidden += 1
          refused += 1
        }
        return false
      }
      sold += 1
      if (free <= 0) oversold += 1
      takeOne()
      return true
    },
    sellElsewhere: () => {
      if (free <= 0) return false
      takeOne()
      return true
    },
    add: units => {
      free += units
    },
  }
}
