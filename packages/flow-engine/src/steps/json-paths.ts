import type { Json, JsonObject } from '../json.js'

/** The names that lead down into a value. */
export type JsonPath = readonly string[]

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const setAt = (target: JsonObject, [name, ...rest]: JsonPath, value: Json): JsonObject => {
  if (name === undefined) return target
  const child = target[name]
  return { ...target, [name]: rest.length === 0 ? value : setAt(isObject(child) ? child : {}, rest, value) }
}

export const removeAt = (target: JsonObject, [name, ...rest]: JsonPath): JsonObject => {
  if (name === undefined || !Object.hasOwn(target, name)) return target
  const { [name]: child, ...others } = target
  if (rest.length === 0) return others
  return isObject(child) ? { ...target, [name]: removeAt(child, rest) } : target
}

/** Only these paths of a value; those it does not have are left out. */
export const pick = (source: JsonObject, paths: readonly JsonPath[]): JsonObject => {
  let picked: JsonObject = {}
  for (const path of paths) {
    const value = valueAt(source, path)
    if (value !== undefined) picked = setAt(picked, path, value)
  }
  return picked
}

const valueAt = (value: Json | undefined, [name, ...rest]: JsonPath): Json | undefined => {
  if (name === undefined) return value
  return isObject(value) && Object.hasOwn(value, name) ? valueAt(value[name], rest) : undefined
}
