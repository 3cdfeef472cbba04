/** `2026-03-02`: the day it is in a time zone. */
export const dateIn = (timeZone: string, nowMs: number): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    nowMs,
  )

/** `2026-03-02T17:32:28Z`: a moment as the record service writes it. */
export const momentOf = (nowMs: number): string => new Date(nowMs).toISOString().replace(/\.\d+Z$/, 'Z')
