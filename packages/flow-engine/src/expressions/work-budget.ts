/** How much one evaluation may do: list elements walked, and characters carried from one name to the next. */
const maxWork = 500_000
const charactersPerUnit = 100

let left = maxWork

/** Every evaluation starts with a full budget. It runs to its end without waiting, so one counter serves all. */
export const startWork = (): void => {
  left = maxWork
}

/** @throws TypeError when the evaluation has used up what it may do. */
export const spendWork = (units: number): void => {
  left -= units
  if (left < 0) {
    left = 0
    throw new TypeError(
      `the expression does too much: more than ${maxWork} list elements in all; filter lists before combining them`,
    )
  }
}

/** What it costs to walk a value: lists by length, texts inside by theirs, so that doubling in a loop ends soon. */
export const spendOn = <Value>(value: Value): Value => {
  spendWork(costOf(value))
  return value
}

const costOf = (value: unknown): number => {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + 1 + sizeOf(item), 1)
  return 1 + sizeOf(value)
}

const sizeOf = (value: unknown): number => {
  if (typeof value === 'string') return Math.floor(value.length / charactersPerUnit)
  return Array.isArray(value) ? value.length : 0
}
