import type { JsonObject } from '../json.js'
import type { CursorWindow, InstantForm } from '../ports/connector.js'

/** The instant a record has in a field, in epoch milliseconds; undefined where it has none that can be read. */
export const readInstant = (record: JsonObject, field: string, form: InstantForm): number | undefined => {
  const value = record[field]
  if (typeof value !== 'string' && typeof value !== 'number') return undefined
  const ms =
    form === 'iso' ? Date.parse(String(value)) : Number(value) * (form === 'epoch-seconds' ? 1_000 : 1)
  return Number.isFinite(ms) ? ms : undefined
}

/** An instant as a system wants it. */
export const writeInstant = (ms: number, form: InstantForm): string | number => {
  if (form === 'iso') return new Date(ms).toISOString()
  return form === 'epoch-seconds' ? Math.floor(ms / 1_000) : ms
}

/** Whether a record belongs to a window. Records without the field do: leaving them out would lose them for ever. */
export const inWindow = (
  record: JsonObject,
  window: CursorWindow | undefined,
  forms: { readonly [field: string]: InstantForm },
): boolean => {
  if (window === undefined) return true
  const ms = readInstant(record, window.field, forms[window.field] ?? 'iso')
  if (ms === undefined) return true
  return ms >= (window.fromMs ?? Number.NEGATIVE_INFINITY) && ms < window.untilMs
}

/** Whether a record has the values that a flow's `where` asks for; a list in `where` means one of them. */
export const matchesWhere = (record: JsonObject, where: JsonObject): boolean =>
  Object.entries(where).every(([field, wanted]) => {
    const found = JSON.stringify(record[field] ?? null)
    return Array.isArray(wanted)
      ? wanted.some(option => JSON.stringify(option) === found)
      : JSON.stringify(wanted) === found
  })
