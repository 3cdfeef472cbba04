import { WrongInputError } from '../commands/command-context.js'

const dayMs = 24 * 60 * 60_000

/** Days back, by their names. */
const namedDays: Readonly<Record<string, number>> = { today: 0, yesterday: 1 }

/** The day of a moment in a zone: `2026-11-25`. */
export const dayIn = (timeZone: string): ((ms: number) => string) => {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' })
  return ms => format.format(ms)
}

/** A day as it is written, or `yesterday` where the shop is. */
export const toDay = (given: string, timeZone: string, nowMs: number): string => {
  const back = namedDays[given]
  // From the date and not from the moment: days have 23 hours and 25.
  if (back !== undefined)
    return new Date(Date.parse(dayIn(timeZone)(nowMs)) - back * dayMs).toISOString().slice(0, 10)
  if (/^\d{4}-\d\d-\d\d$/.test(given) && !Number.isNaN(Date.parse(given))) return given
  throw new WrongInputError(`"${given}" is no day; write it as 2026-11-25, or say yesterday`)
}
