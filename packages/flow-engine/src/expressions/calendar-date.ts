import { Temporal } from 'temporal-polyfill'
import { inZone } from './instants.js'

/**
 * Since the middle of 1972 all zones are whole quarter-hours from UTC, and their clocks change on quarter-hours: within one, no zone's
 * date does. Records of a page come from few of them, and working a date out costs more than all else of a mapping.
 */
const quarterMs = 900_000
const quartersSinceMs = Date.UTC(1972, 6, 1)
const dates = new Map<string, string>()
const maxKept = 20_000

/** The calendar date of an instant in a time zone, `2026-03-08`. */
export const calendarDate = (epochMs: number, zone: string): string => {
  // An offset in place of a zone may be any: +05:07.
  if (epochMs < quartersSinceMs || zone.startsWith('+') || zone.startsWith('-')) return workOut(epochMs, zone)
  const key = `${Math.floor(epochMs / quarterMs)} ${zone}`
  const known = dates.get(key)
  if (known !== undefined) return known
  const date = workOut(epochMs, zone)
  if (dates.size >= maxKept) dates.clear()
  dates.set(key, date)
  return date
}

const workOut = (epochMs: number, zone: string): string =>
  inZone(Temporal.Instant.fromEpochMilliseconds(epochMs), zone).toPlainDate().toString()
