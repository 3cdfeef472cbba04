import type { Json } from '../../json.js'

/** Whether a list filter lets a value through; an absent or empty one lets everything. */
export const isListed = (filter: Json | undefined, ...values: readonly string[]): boolean =>
  !Array.isArray(filter) || filter.length === 0 || values.some(value => filter.includes(value))

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
