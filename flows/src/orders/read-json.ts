import type { Json, JsonObject } from '@tiktok-ns/flow-engine'
import Big from 'big.js'

export const isList = (value: Json): value is readonly Json[] => Array.isArray(value)

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !isList(value)

export const listOf = (value: Json | undefined): readonly Json[] =>
  value !== undefined && value !== null && isList(value) ? value : []

export const objectsOf = (value: Json | undefined): readonly JsonObject[] => listOf(value).filter(isObject)

export const objectOf = (value: Json | undefined): JsonObject => (isObject(value) ? value : {})

export const textOf = (value: Json | undefined): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : ''

/** An amount; what is absent or blank is nothing. */
export const amountOf = (value: Json | undefined): Big => new Big(textOf(value).trim() || '0')

export const sumOf = (amounts: readonly Big[]): Big =>
  amounts.reduce((sum, amount) => sum.plus(amount), new Big(0))
