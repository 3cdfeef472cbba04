import { Temporal } from 'temporal-polyfill'

const months = [
  'January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December',
] // biome-ignore format: one line of names

interface TokenRule {
  /** What it looks like in text. */
  readonly pattern: string
  readonly write: (time: Temporal.PlainDateTime) => string
  readonly read: (text: string, parts: DateParts) => void
}

interface DateParts {
  year?: number
  month?: number
  day?: number
  hour?: number
  minute?: number
  second?: number
  afternoon?: boolean
}

const two = (value: number): string => String(value).padStart(2, '0')
const hour12 = ({ hour }: Temporal.PlainDateTime): number => hour % 12 || 12
const monthNamed = (text: string): number =>
  months.findIndex(name => name.slice(0, 3).toLowerCase() === text.slice(0, 3).toLowerCase()) + 1

/** Moment's tokens, which Celigo users know, as far as dates of the two systems need them. */
const tokens: Readonly<Record<string, TokenRule>> = {
  YYYY: {
    pattern: '\\d{4}',
    write: ({ year }) => String(year).padStart(4, '0'),
    read: (text, parts) => {
      parts.year = Number(text)
    },
  },
  MMMM: {
    pattern: '[A-Za-z]{3,9}',
    write: ({ month }) => months[month - 1] ?? '',
    read: (text, parts) => {
      parts.month = monthNamed(text)
    },
  },
  MMM: {
    pattern: '[A-Za-z]{3}',
    write: ({ month }) => (months[month - 1] ?? '').slice(0, 3),
    read: (text, parts) => {
      parts.month = monthNamed(text)
    },
  },
  MM: {
    pattern: '\\d{2}',
    write: ({ month }) => two(month),
    read: (text, parts) => {
      parts.month = Number(text)
    },
  },
  M: {
    pattern: '\\d{1,2}',
    write: ({ month }) => String(month),
    read: (text, parts) => {
      parts.month = Number(text)
    },
  },
  DD: {
    pattern: '\\d{2}',
    write: ({ day }) => two(day),
    read: (text, parts) => {
      parts.day = Number(text)
    },
  },
  D: {
    pattern: '\\d{1,2}',
    write: ({ day }) => String(day),
    read: (text, parts) => {
      parts.day = Number(text)
    },
  },
  HH: {
    pattern: '\\d{2}',
    write: ({ hour }) => two(hour),
    read: (text, parts) => {
      parts.hour = Number(text)
    },
  },
  H: {
    pattern: '\\d{1,2}',
    write: ({ hour }) => String(hour),
    read: (text, parts) => {
      parts.hour = Number(text)
    },
  },
  hh: {
    pattern: '\\d{2}',
    write: time => two(hour12(time)),
    read: (text, parts) => {
      parts.hour = Number(text)
    },
  },
  h: {
    pattern: '\\d{1,2}',
    write: time => String(hour12(time)),
    read: (text, parts) => {
      parts.hour = Number(text)
    },
  },
  mm: {
    pattern: '\\d{2}',
    write: ({ minute }) => two(minute),
    read: (text, parts) => {
      parts.minute = Number(text)
    },
  },
  ss: {
    pattern: '\\d{2}',
    write: ({ second }) => two(second),
    read: (text, parts) => {
      parts.second = Number(text)
    },
  },
  A: {
    pattern: '[AaPp]\\.?[Mm]\\.?',
    write: ({ hour }) => (hour < 12 ? 'AM' : 'PM'),
    read: (text, parts) => {
      parts.afternoon = /^p/i.test(text)
    },
  },
}

const tokenNames = Object.keys(tokens)
const maxPatternLength = 60

/** A pattern's pieces: tokens, and text between them. */
const splitPattern = (pattern: string): readonly string[] => {
  if (pattern.length > maxPatternLength)
    throw new TypeError(`the date pattern is longer than ${maxPatternLength} characters`)
  const pieces: string[] = []
  let rest = pattern
  while (rest !== '') {
    const token = tokenNames.find(name => rest.startsWith(name))
    const piece = token ?? rest.slice(0, 1)
    if (token === undefined && /[A-Za-z]/.test(piece) && piece !== 'T')
      throw new TypeError(
        `"${piece}" in the date pattern "${pattern}" has no meaning; write it with ${tokenNames.join(', ')}`,
      )
    pieces.push(piece)
    rest = rest.slice(piece.length)
  }
  return pieces
}

/** @throws TypeError for a pattern with letters that mean nothing. */
export const writeDate = (time: Temporal.PlainDateTime, pattern: string): string =>
  splitPattern(pattern)
    .map(piece => tokens[piece]?.write(time) ?? piece)
    .join('')

/**
 * Reads text by a pattern. Gives `2026-03-02`, or `2026-03-02T17:30:00` where the pattern has hours.
 *
 * @throws TypeError for text that is not written so, and for days that no month has.
 */
export const readDate = (text: string, pattern: string): string => {
  const pieces = splitPattern(pattern)
  const expression = pieces.map(piece =>
    tokens[piece] === undefined ? piece.replace(/[^A-Za-z0-9]/g, '\\$&') : `(${tokens[piece].pattern})`,
  )
  const match = new RegExp(`^${expression.join('')}$`).exec(text.trim())
  const found = match === null ? undefined : toDateTime(pieces, match.slice(1))
  if (found === undefined) throw new TypeError(`"${text.slice(0, 40)}" is no date written as ${pattern}`)
  return pieces.some(piece => /^[Hh]+$/.test(piece))
    ? found.toString({ smallestUnit: 'second' })
    : found.toPlainDate().toString()
}

const toDateTime = (
  pieces: readonly string[],
  texts: readonly string[],
): Temporal.PlainDateTime | undefined => {
  const parts: DateParts = {}
  const rules = pieces.flatMap(piece => tokens[piece] ?? [])
  for (const [index, rule] of rules.entries()) rule.read(texts[index] ?? '', parts)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0, afternoon } = parts
  const fullHour = afternoon === undefined ? hour : (hour % 12) + (afternoon ? 12 : 0)
  try {
    return Temporal.PlainDateTime.from(
      { year, month, day, hour: fullHour, minute, second },
      { overflow: 'reject' },
    )
  } catch {
    return undefined // no such day or hour
  }
}
