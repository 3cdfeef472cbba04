import { isJsonObject, type Json, type JsonObject } from '../../json.js'
import { problems } from '../problem.js'
import { linesOf } from './lines.js'
import { type FieldSchema, fieldsOfElement, fieldsOfRecord } from './record-schema.js'
import { referencedId } from './references.js'

export interface MergeOptions {
  /** Names in `?replace=`, in lower case. */
  readonly replaced: ReadonlySet<string>
  /** `?replaceSelectedFields=true`: body fields named in `replace` that the body leaves out are cleared. */
  readonly clearsReplaced: boolean
}

export const plainMerge: MergeOptions = { replaced: new Set(), clearsReplaced: false }

/**
 * A record's fields after a write, by the rules of section 4 of the reference: what is left out stays, null clears, a keyed line
 * changes, and a line without a key is added once more, unless the sublist is replaced.
 */
export const mergeFields = (
  type: string,
  before: JsonObject,
  sent: JsonObject,
  { replaced, clearsReplaced }: MergeOptions,
): JsonObject => {
  const schemas = fieldsOfRecord(type)?.byName
  const merged: Record<string, Json> = { ...before }
  if (clearsReplaced) {
    for (const name of Object.keys(before))
      if (replaced.has(name.toLowerCase()) && sent[name] === undefined) delete merged[name]
  }
  for (const [name, value] of Object.entries(sent)) {
    const schema = schemas?.get(name)
    const replace = replaced.has(name.toLowerCase())
    if (value === null || (isJsonObject(value) && value['items'] === null)) delete merged[name]
    else if (schema?.kind === 'sublist') {
      const lines = mergeLines(name, linesOf(before[name]) ?? [], linesOf(value) ?? [], schema, replace)
      merged[name] = { items: lines }
    } else if (schema?.kind === 'references' && !replace) merged[name] = joinReferences(before[name], value)
    else if (schema?.kind === 'subrecord') merged[name] = mergeObject(before[name], value)
    else merged[name] = value
  }
  return merged
}

const mergeObject = (before: Json | undefined, sent: Json): Json =>
  before !== undefined && isJsonObject(before) && isJsonObject(sent)
    ? withoutNulls({ ...before, ...sent })
    : sent

const withoutNulls = (fields: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null))

const joinReferences = (before: Json | undefined, sent: Json): Json => {
  const all = [...(linesOf(before) ?? []), ...(linesOf(sent) ?? [])]
  return { items: [...new Map(all.map(item => [referencedId(item), item])).values()] }
}

/** Fields that follow from others: a line that changes one of those and not this loses it, to be worked out anew. */
const derived: Readonly<Record<string, readonly string[]>> = {
  amount: ['quantity', 'rate', 'price', 'item'],
  rate: ['price', 'item'],
  tax1Amt: ['quantity', 'rate', 'price', 'item', 'amount', 'taxRate1', 'taxCode'],
  description: ['item'],
}

const mergeLine = (before: JsonObject, sent: JsonObject): JsonObject => {
  const merged: Record<string, Json> = { ...before, ...sent }
  for (const [name, sources] of Object.entries(derived)) {
    const changes = sources.some(source => sent[source] !== undefined && !same(sent[source], before[source]))
    if (changes && sent[name] === undefined) delete merged[name]
  }
  return withoutNulls(merged)
}

const same = (left: Json | undefined, right: Json | undefined): boolean =>
  JSON.stringify(left) === JSON.stringify(right) ||
  (referencedId(left) !== undefined && referencedId(left) === referencedId(right))

const mergeLines = (
  sublist: string,
  before: readonly JsonObject[],
  sent: readonly JsonObject[],
  { key = [], element }: FieldSchema,
  replace: boolean,
): readonly JsonObject[] => {
  const [name, ...more] = key
  if (name === undefined) return [...(replace ? [] : before), ...sent.map(withoutNulls)]
  // A row that picks a document is known by the document; others by a number that NetSuite gives.
  const numbered = name === 'line' || (name === 'id' && sublist === 'addressBook')
  const isText = fieldsOfElement(element)?.byName.get(name)?.kind === 'text'
  // A document whose lines are picked one by one, such as a journal, has a row for each.
  const keyOf = (line: JsonObject): string | undefined => {
    const own = referencedId(line[name])
    return own === undefined
      ? undefined
      : [own, ...more.map(part => referencedId(line[part]) ?? '')].join(' ')
  }
  const known = new Map(before.map(line => [keyOf(line), line]))
  const kept = new Map(replace ? [] : known)
  let last = Math.max(0, ...before.map(line => Number(line[name]) || 0))
  for (const [index, line] of sent.entries()) {
    const own = keyOf(line)
    const earlier = own === undefined ? undefined : known.get(own)
    if (own !== undefined && earlier === undefined && numbered)
      throw problems.invalidValue(own, name, `${sublist}.items[${index}].${name}`)
    if (own !== undefined) kept.set(own, mergeLine(earlier ?? {}, line))
    else if (numbered) {
      last += 1
      kept.set(`new ${last}`, withoutNulls({ ...line, [name]: isText ? String(last) : last }))
    } else throw problems.missingFields([name])
  }
  return [...kept.values()]
}
