/** From the first to before the next moment that a date in the account's format names. */
export interface MomentRange {
  readonly from: number
  readonly to: number
}

const format = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?:\s+(\d{1,2}):(\d{2})\s*([AP]M)?)?$/i
const minuteMs = 60_000

/** `3/2/2026` or `03/02/2026 05:30 PM`: dates come in the account's format, not ISO. Undefined for anything else. */
export const toMoment = (text: string, timeZone: string): MomentRange | undefined => {
  const match = format.exec(text.trim())
  if (match === null) return undefined
  const [, month, day, year, hour, minute, half] = match
  const date = Date.UTC(Number(year), Number(month) - 1, Number(day))
  if (hour === undefined) {
    const next = date + 24 * 60 * minuteMs
    return { from: date - offsetMs(date, timeZone), to: next - offsetMs(next, timeZone) }
  }
  const hours = (Number(hour) % (half === undefined ? 24 : 12)) + (half?.toUpperCase() === 'PM' ? 12 : 0)
  const local = date + (hours * 60 + Number(minute)) * minuteMs
  const from = local - offsetMs(local, timeZone)
  return { from, to: from + minuteMs }
}

/** How far a zone's clocks are ahead of UTC at that moment. */
const offsetMs = (epochMs: number, timeZone: string): number => {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  }).formatToParts(epochMs)
  const part = (type: string) => Number(parts.find(candidate => candidate.type === type)?.value)
  const local = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'))
  return local - Math.floor(epochMs / minuteMs) * minuteMs
}
