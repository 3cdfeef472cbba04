import type { FieldDifference, Json, JsonObject } from '@tiktok-ns/flow-engine'

/**
 * Where the fields that are to be written differ from those of a record that was read in full.
 *
 * NetSuite shows more than it takes: references come with names, choices as `{ id, refName }`, amounts as numbers. Only what was
 * meant is compared, and amounts by their value. Lines are known again by their key, else by their place.
 */
export const fieldDifferences = (
  present: JsonObject,
  wanted: JsonObject,
  path = '',
): readonly FieldDifference[] =>
  Object.entries(wanted).flatMap(([name, after]) =>
    compare(present[name], after, path === '' ? name : `${path}.${name}`),
  )

const compare = (before: Json | undefined, after: Json, path: string): readonly FieldDifference[] => {
  if (isObject(after) && isObject(before)) {
    const [wantedLines, lines] = [after['items'], before['items']]
    if (isList(wantedLines) && isList(lines)) return compareLines(lines, wantedLines, path)
    if (isOtherReference(before, after)) return []
    return fieldDifferences(before, after, path)
  }
  const shown = isObject(before) && typeof after === 'string' ? (before['id'] ?? null) : before
  return isSame(shown, after) ? [] : [{ path, after, ...(before === undefined ? {} : { before }) }]
}

/** A reference by external id comes back by internal id: whether it is the same cannot be seen. */
const isOtherReference = (before: JsonObject, after: JsonObject): boolean =>
  Object.keys(after).length === 1 && 'externalId' in after && 'id' in before && !('externalId' in before)

const compareLines = (
  lines: readonly Json[],
  wanted: readonly Json[],
  path: string,
): readonly FieldDifference[] => {
  const isKeyed = wanted.every(line => keyOf(line) !== undefined)
  const inside = wanted.flatMap((line, index) => {
    const key = keyOf(line)
    const place = key === undefined ? index : lines.findIndex(candidate => keyOf(candidate) === key)
    const at = `${path}.items[${place < 0 ? index : place}]`
    return compare(lines[place], line, at)
  })
  if (isKeyed || lines.length <= wanted.length) return inside
  return [...inside, { path: `${path}.items`, before: lines.length, after: wanted.length }]
}

const lineKeys = ['line', 'doc', 'id']

/** The key of a line as text; a reference counts by its id. */
const keyOf = (line: Json): string | undefined => {
  if (!isObject(line)) return undefined
  for (const name of lineKeys) {
    const value = line[name]
    if (value === undefined || value === null) continue
    return `${name} ${String(isObject(value) ? value['id'] : value)}`
  }
  return undefined
}

const isSame = (before: Json | undefined, after: Json): boolean => {
  if (isBlank(before) && isBlank(after)) return true
  if (isNumeric(before) && isNumeric(after)) return Number(before) === Number(after)
  return JSON.stringify(before) === JSON.stringify(after)
}

/** Empty fields are left out of what NetSuite shows. */
const isBlank = (value: Json | undefined): boolean => value === undefined || value === null || value === ''

const isNumeric = (value: Json | undefined): boolean =>
  typeof value === 'number' || (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value))

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !isList(value)

const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value)
