import { isJsonObject, type Json, type JsonObject } from '../../json.js'
import { recordFields } from '../generated/record-fields.js'
import { problems } from '../problem.js'
import { linesOf } from './merge-fields.js'
import type { RecordStore } from './record-store.js'
import { findRecordType } from './record-types.js'

const custom = /^cust(body|entity|item|record|event|col)_?[a-z0-9_]*$/i

/**
 * What was sent, with names as NetSuite writes them. Case does not count on the way in; unknown names are dropped, or refused
 * where the request asks for it (`X-NetSuite-PropertyNameValidation: Error`).
 */
export const readFields = (type: string, sent: JsonObject, strict: boolean): JsonObject => {
  const known = recordFields[type]
  if (known === undefined) return sent
  const names = nameTable(known.fields)
  const fields: Record<string, Json> = {}
  for (const [name, value] of Object.entries(sent)) {
    const own = names.get(name.toLowerCase()) ?? (custom.test(name) ? name.toLowerCase() : undefined)
    if (own === undefined) {
      if (strict) throw problems.unknownProperty(name, name)
      continue
    }
    const line = known.sublists[own]
    const lines = linesOf(value)
    fields[own] =
      line === undefined || lines === undefined
        ? value
        : { items: lines.map((item, index) => readLine(item, line.fields, `${own}.items[${index}]`, strict)) }
  }
  return fields
}

const readLine = (line: JsonObject, known: string, path: string, strict: boolean): JsonObject => {
  const names = nameTable(known)
  const fields: Record<string, Json> = {}
  for (const [name, value] of Object.entries(line)) {
    const own = names.get(name.toLowerCase()) ?? (custom.test(name) ? name.toLowerCase() : undefined)
    if (own !== undefined) fields[own] = value
    else if (strict) throw problems.unknownProperty(name, `${path}.${name}`)
  }
  return fields
}

const tables = new Map<string, ReadonlyMap<string, string>>()

const nameTable = (names: string): ReadonlyMap<string, string> => {
  const known = tables.get(names)
  if (known !== undefined) return known
  const table = new Map(names.split(' ').map(name => [name.toLowerCase(), name]))
  tables.set(names, table)
  return table
}

/** Fields without which a record cannot be saved, with their labels on the form. */
const mandatory: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  salesOrder: [['entity', 'Customer']],
  customer: [['companyName', 'Company Name']],
}

/** Which record type a reference field points to, where the sandbox checks it. */
const references: Readonly<Record<string, string>> = {
  entity: 'customer',
  subsidiary: 'subsidiary',
  location: 'location',
  department: 'department',
  class: 'classification',
  discountItem: 'discountItem',
}

/** @throws Problem when something mandatory is missing or a reference leads nowhere. */
export const checkRecord = (type: string, fields: JsonObject, store: RecordStore): void => {
  const missing = (mandatory[type] ?? []).filter(
    ([name]) => fields[name] === undefined && !(type === 'customer' && isPerson(fields)),
  )
  if (missing.length > 0) throw problems.missingFields(missing.map(([, label]) => label))
  for (const [name, target] of Object.entries(references))
    checkReference(fields[name], name, name, target, store)
  const lines = linesOf(fields['item']) ?? []
  if (type === 'salesOrder' && lines.length === 0) throw problems.missingFields(['Item'])
  for (const [index, line] of lines.entries()) {
    const path = `item.items[${index}]`
    if (line['item'] === undefined) throw problems.missingFields(['Item'])
    checkReference(line['item'], 'item', `${path}.item`, 'inventoryItem', store)
    checkReference(line['location'], 'location', `${path}.location`, 'location', store)
    const quantity = line['quantity']
    if (quantity !== undefined && typeof quantity !== 'number')
      throw problems.invalidValue(String(quantity), 'quantity', `${path}.quantity`)
    for (const money of ['rate', 'amount']) {
      const value = line[money]
      if (value !== undefined && value !== null && typeof value !== 'number')
        throw problems.invalidValue(String(value), money, `${path}.${money}`)
    }
  }
}

const isPerson = (fields: JsonObject): boolean =>
  fields['isPerson'] === true && fields['lastName'] !== undefined

/** The id a reference names: `{id}`, or the bare id. */
export const referencedId = (reference: Json | undefined): string | undefined => {
  const id = reference !== undefined && isJsonObject(reference) ? reference['id'] : reference
  return typeof id === 'string' || typeof id === 'number' ? String(id) : undefined
}

const checkReference = (
  reference: Json | undefined,
  field: string,
  path: string,
  target: string,
  store: RecordStore,
): void => {
  if (reference === undefined || reference === null) return
  const type = findRecordType(target)
  if (type === undefined) return
  const externalId = isJsonObject(reference) ? reference['externalId'] : undefined
  if (typeof externalId === 'string') {
    if (store.getByExternalId(type.group, externalId) === undefined)
      throw problems.invalidValue(externalId, field, path)
    return
  }
  const id = referencedId(reference)
  if (id === undefined || !store.existsInGroup(type, id))
    throw problems.invalidValue(id ?? 'null', field, path)
}
