import type { Json, JsonObject } from '@tiktok-ns/flow-engine'
import Big from 'big.js'

/** Helpers for records of both systems that every family of hooks needs. */
export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Text as it is, a number as text; anything else is nothing. */
export const textOf = (value: Json | undefined): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : ''

export const sumOf = (amounts: Iterable<Big>): Big => {
  let sum = new Big(0)
  for (const amount of amounts) sum = sum.plus(amount)
  return sum
}
