import type { Json, JsonObject } from '../json.js'

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value)

/**
 * Where a value is not as wanted, one line for each place. Lists may not have more items than wanted; objects may have more fields,
 * unless the value is to be exactly as wanted.
 */
export const describeDifference = (
  wanted: Json,
  found: Json | undefined,
  path = '',
  how: 'containing' | 'exactly' = 'containing',
): readonly string[] => {
  if (isObject(wanted) && isObject(found)) {
    const names =
      how === 'exactly' ? new Set([...Object.keys(wanted), ...Object.keys(found)]) : Object.keys(wanted)
    return [...names].flatMap(name => {
      const below = path === '' ? name : `${path}.${name}`
      const value = wanted[name]
      return value === undefined
        ? [`${below}: should not be there, found ${show(found[name])}`]
        : describeDifference(value, found[name], below, how)
    })
  }
  if (isList(wanted) && isList(found)) {
    const length =
      wanted.length === found.length ? [] : [`${path}: wanted ${wanted.length} items, found ${found.length}`]
    return [
      ...length,
      ...wanted.flatMap((value, index) =>
        index < found.length ? describeDifference(value, found[index], `${path}[${index}]`, how) : [],
      ),
    ]
  }
  return wanted === found ? [] : [`${path || 'value'}: wanted ${show(wanted)}, found ${show(found)}`]
}

const show = (value: Json | undefined): string => {
  if (value === undefined) return 'nothing'
  const text = JSON.stringify(value)
  return text.length > 120 ? `${text.slice(0, 120)}…` : text
}
