import type { JsonObject } from '@tiktok-ns/flow-engine'

/** The day of a Unix time in a zone: `2026-03-15`. */
export const dateIn = (timeZone: string): ((seconds: number) => string) => {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' })
  return seconds => format.format(new Date(seconds * 1000))
}

/** The last second that a statement covers: 00:00 UTC ends its day. */
export const lastSecondOf = (statement: JsonObject): number => Number(statement['statement_time'] ?? 0) - 1
