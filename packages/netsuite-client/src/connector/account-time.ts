/**
 * Conversions between instants and the local time that SuiteQL shows and compares: that of the time zone preference, without saying
 * which.
 */

/** `2026-03-02 17:32:28` on the wall of that zone. */
export const toLocalText = (epochMs: number, timeZone: string): string =>
  new Date(epochMs + offsetMs(epochMs, timeZone)).toISOString().slice(0, 19).replace('T', ' ')

/**
 * The instant of a local time, as ISO text. In the hour that a change of clocks repeats it is the earlier one, so that a cursor
 * never moves past something.
 */
export const toInstant = (local: string, timeZone: string): string => {
  const asUtc = Date.parse(`${local.replace(' ', 'T')}Z`)
  if (Number.isNaN(asUtc)) throw new TypeError(`"${local}" is no time as TO_CHAR gives it`)
  const day = 86_400_000
  const candidates = [asUtc - day, asUtc + day]
    .map(near => asUtc - offsetMs(near, timeZone))
    .filter(candidate => candidate + offsetMs(candidate, timeZone) === asUtc)
  // A time that the clocks jumped over is none of the zone's; then what was in force before.
  const instant = candidates.length === 0 ? asUtc - offsetMs(asUtc - day, timeZone) : Math.min(...candidates)
  return new Date(instant).toISOString()
}

const formats = new Map<string, Intl.DateTimeFormat>()

const formatOf = (timeZone: string): Intl.DateTimeFormat => {
  const known = formats.get(timeZone)
  if (known !== undefined) return known
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  formats.set(timeZone, format)
  return format
}

/** How far the zone's wall clock is ahead of UTC then. */
const offsetMs = (epochMs: number, timeZone: string): number => {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(epochMs)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const part = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0
  const wall = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  )
  return wall - Math.floor(epochMs / 1000) * 1000
}
