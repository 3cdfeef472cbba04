import { Temporal } from 'temporal-polyfill'

/** @throws TypeError for anything but Unix seconds or ISO 8601 text with an offset. */
export const toInstant = (time: unknown): Temporal.Instant =>
  Temporal.Instant.fromEpochMilliseconds(toEpochMs(time))

/** @throws TypeError as `toInstant`. */
export const toEpochMs = (time: unknown): number => {
  if (typeof time === 'bigint' || typeof time === 'number') return fromSeconds(Number(time))
  if (time instanceof Date) return time.getTime()
  if (typeof time === 'string' && /^\d{9,11}$/.test(time.trim())) return fromSeconds(Number(time))
  if (typeof time === 'string') {
    try {
      return Temporal.Instant.from(time.trim()).epochMilliseconds
    } catch {
      throw new TypeError(`"${time.slice(0, 40)}" is no instant; ${wanted}`)
    }
  }
  throw new TypeError(`an instant is missing; ${wanted}`)
}

const wanted = 'give Unix seconds, or ISO 8601 text with an offset such as 2026-03-08T10:30:00Z'

// 13 digits are milliseconds, which land in the year 50000 when taken for seconds.
const lastSecond = 253_402_300_799

const fromSeconds = (seconds: number): number => {
  if (seconds === 0) throw new TypeError('0 is no time: it stands where there is none, so allow for that')
  if (!Number.isFinite(seconds) || Math.abs(seconds) > lastSecond)
    throw new TypeError(`${seconds} is no time in seconds; divide milliseconds by 1000`)
  return Math.round(seconds * 1000)
}

/** @throws TypeError for a zone that nobody knows. */
export const inZone = (instant: Temporal.Instant, zone: string): Temporal.ZonedDateTime => {
  try {
    return instant.toZonedDateTimeISO(zone)
  } catch {
    throw new TypeError(`"${zone.slice(0, 40)}" is no time zone; write it like America/New_York`)
  }
}

/** @throws TypeError for text that is no calendar date. */
export const toPlainDate = (date: string): Temporal.PlainDate => {
  try {
    return Temporal.PlainDate.from(date.trim(), { overflow: 'reject' })
  } catch {
    throw new TypeError(`"${date.slice(0, 40)}" is no date; write it like 2026-03-08`)
  }
}
