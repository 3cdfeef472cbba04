import { isJsonObject, type Json, type JsonObject } from '../../json.js'
import { recordFields } from '../generated/record-fields.js'
import { problems } from '../problem.js'

const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value)

/** The lines of a sublist as stored or sent; undefined when the value is no sublist. */
export const linesOf = (value: Json | undefined): readonly JsonObject[] | undefined => {
  if (value === undefined || !isJsonObject(value)) return undefined
  const items = value['items']
  return isList(items) ? items.filter(isJsonObject) : undefined
}

/**
 * A record's fields after a write, by the rules of section 4 of the reference: what is left out stays, null clears, a keyed line
 * changes, and a line without a key is added once more, unless the sublist is replaced.
 */
export const mergeFields = (
  type: string,
  before: JsonObject,
  sent: JsonObject,
  replaced: ReadonlySet<string>,
): JsonObject => {
  const sublists = recordFields[type]?.sublists ?? {}
  const merged: Record<string, Json> = { ...before }
  for (const [name, value] of Object.entries(sent)) {
    const key = sublists[name]?.key.split(' ')[0] ?? ''
    const lines = linesOf(value)
    if (value === null) delete merged[name]
    else if (lines !== undefined && Object.hasOwn(sublists, name)) {
      merged[name] = {
        items: mergeLines(name, linesOf(before[name]) ?? [], lines, key, replaced.has(name.toLowerCase())),
      }
    } else merged[name] = value
  }
  return merged
}

const mergeLines = (
  sublist: string,
  before: readonly JsonObject[],
  sent: readonly JsonObject[],
  key: string,
  replace: boolean,
): readonly JsonObject[] => {
  const known = new Map(before.map(line => [String(line[key]), line]))
  const kept = new Map(replace ? [] : known)
  let last = Math.max(0, ...before.map(line => Number(line[key]) || 0))
  for (const [index, line] of sent.entries()) {
    const own = line[key]
    if (key !== '' && own !== undefined && own !== null) {
      const earlier = known.get(String(own))
      if (earlier === undefined)
        throw problems.invalidValue(String(own), key, `${sublist}.items[${index}].${key}`)
      kept.set(String(own), { ...earlier, ...line })
    } else {
      last += 1
      kept.set(`new ${last}`, key === '' ? line : { ...line, [key]: last })
    }
  }
  return [...kept.values()]
}
