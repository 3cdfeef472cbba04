/** How fast something sells, and for how long nobody here can know of a sale. */
export interface UnseenSales {
  readonly unitsPerHour: number
  readonly unseenSecs: number
}

/**
 * Units to keep back for sales that are happening and cannot be known yet.
 *
 * Sales arrive one by one: where m are to be expected, more than m + 3 √m come in at most three of a thousand times. What does not sell
 * elsewhere needs no margin, and what sells at a thousand an hour gets a large one, without anybody setting a number.
 */
export const marginFor = (sales: readonly UnseenSales[], safety = 3): number => {
  const mean = sales.reduce(
    (sum, { unitsPerHour, unseenSecs }) => sum + (unitsPerHour * unseenSecs) / 3600,
    0,
  )
  return mean <= 0 ? 0 : Math.ceil(mean + safety * Math.sqrt(mean))
}

/** A pace that follows a rush within minutes and forgets it over an hour. */
export const paceOf = (unitsInHour: number, unitsInQuarter: number): number =>
  Math.max(unitsInHour, 4 * unitsInQuarter, 0)
