import type { Json, JsonObject } from '@tiktok-ns/flow-engine'
import Big from 'big.js'
import { isObject, textOf } from '../json.js'

export { isObject, sumOf, textOf } from '../json.js'

export const isList = (value: Json): value is readonly Json[] => Array.isArray(value)

export const listOf = (value: Json | undefined): readonly Json[] =>
  value !== undefined && value !== null && isList(value) ? value : []

export const objectsOf = (value: Json | undefined): readonly JsonObject[] => listOf(value).filter(isObject)

export const objectOf = (value: Json | undefined): JsonObject => (isObject(value) ? value : {})

/** An amount; what is absent or blank is nothing. */
export const amountOf = (value: Json | undefined): Big => new Big(textOf(value).trim() || '0')
