import { WrongInputError } from './command-context.js'

const unitsMs: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 }

/** An option's instant as ISO 8601: a date with time and zone, or how long ago (`90m`, `24h`, `7d`). */
export const toInstant = (
  text: string | undefined,
  option: string,
  nowMs = Date.now(),
): string | undefined => {
  if (text === undefined) return undefined
  const [, count, unit = ''] = /^(\d+)([mhd])$/.exec(text) ?? []
  const ms = count === undefined ? Date.parse(text) : nowMs - Number(count) * (unitsMs[unit] ?? 0)
  if (!Number.isNaN(ms)) return new Date(ms).toISOString()
  throw new WrongInputError(
    `${option} ${text} is no instant; write it like 2026-01-31T08:00:00Z, or like 24h for a day ago`,
  )
}
