/**
 * Dates inside the database are texts that begin with this character: so they compare as dates, and are told apart from texts that
 * TO_CHAR has made of them.
 */
export const dateMark = '\u0001'

/** A date-time of a record, or a date, as the database keeps it: in the account's time zone, without one. */
export const toSqlDate = (text: string, timeZone: string): string | undefined => {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return `${dateMark}${text} 00:00:00`
  const moment = /^\d{4}-\d{2}-\d{2}T/.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(moment) ? undefined : sqlMoment(moment, timeZone)
}

export const sqlMoment = (ms: number, timeZone: string): string => {
  if (timeZone === 'UTC') return `${dateMark}${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')}`
  return `${dateMark}${formatIn(timeZone).format(ms)}`
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** Making a format takes longer than a hundred uses of it. */
const formatIn = (timeZone: string): Intl.DateTimeFormat => {
  const known = formats.get(timeZone)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
  formats.set(timeZone, made)
  return made
}

/** As the account's preference shows it: the day alone, `3/2/2026`. */
export const shownDate = (value: string): string => {
  const [, year, month, day] = /^.(\d{4})-(\d{2})-(\d{2})/.exec(value) ?? []
  return `${Number(month)}/${Number(day)}/${year}`
}

/** A text in the account's date format, as SQL; undefined for other texts. */
export const dateLiteral = (text: string): string | undefined => {
  const [, month, day, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text) ?? []
  if (month === undefined || day === undefined || year === undefined) return undefined
  return `char(1)||'${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')} 00:00:00'`
}
