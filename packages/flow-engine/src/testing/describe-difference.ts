import type { Json, JsonObject } from '../json.js'

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value)

/**
 * Where a value is not as wanted, one line for each place. Objects may have more fields than wanted; lists may not have more items.
 */
export const describeDifference = (wanted: Json, found: Json | undefined, path = ''): readonly string[] => {
  if (isObject(wanted) && isObject(found)) {
    return Object.entries(wanted).flatMap(([name, value]) =>
      describeDifference(value, found[name], path === '' ? name : `${path}.${name}`),
    )
  }
  if (isList(wanted) && isList(found)) {
    const length =
      wanted.length === found.length ? [] : [`${path}: wanted ${wanted.length} items, found ${found.length}`]
    return [
      ...length,
      ...wanted.flatMap((value, index) =>
        index < found.length ? describeDifference(value, found[index], `${path}[${index}]`) : [],
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
