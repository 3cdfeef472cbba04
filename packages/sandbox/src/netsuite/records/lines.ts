import { isJsonObject, type Json, type JsonObject } from '../../json.js'

const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value)

/** The lines of a sublist as stored or sent; undefined when the value is no sublist. */
export const linesOf = (value: Json | undefined): readonly JsonObject[] | undefined => {
  if (value === undefined || !isJsonObject(value)) return undefined
  const items = value['items']
  return isList(items) ? items.filter(isJsonObject) : undefined
}
