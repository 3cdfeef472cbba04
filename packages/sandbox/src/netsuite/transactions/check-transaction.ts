import type { Json, JsonObject } from '../../json.js'
import type { Account } from '../account.js'
import { problems } from '../problem.js'
import { linesOf } from '../records/lines.js'
import { linesIn, mandatoryLines } from '../records/mandatory-fields.js'
import type { RecordStore, StoredRecord } from '../records/record-store.js'
import { recordType } from '../records/record-types.js'
import { referencedId } from '../records/references.js'
import { entityIdOf } from './default-transaction.js'
import { itemMoves, orderKinds, progressOf } from './order-progress.js'

const customerType = recordType('customer')
const itemType = recordType('inventoryItem')
const locationType = recordType('location')
const currencyType = recordType('currency')

/** @throws Problem when parts of a transaction do not fit together. */
export const checkTransaction = (
  record: StoredRecord,
  before: StoredRecord | undefined,
  { store, settings }: Account,
): void => {
  const { type, fields } = record
  checkLineCount(fields, settings.preferences.maxLines)
  checkEntity(fields, store)
  checkLines(record, before, store)
  if (locationNeeded.has(type.name) && store.holdsAny(locationType)) checkLocations(record, store)
  if (before !== undefined && orderKinds[type.name] !== undefined) checkMoved(record, store)
}

const lineSublists = ['item', 'expense', 'line', 'inventory', 'other', 'cashback']

const checkLineCount = (fields: JsonObject, most: number): void => {
  const count = lineSublists.reduce((sum, name) => sum + (linesOf(fields[name])?.length ?? 0), 0)
  if (count > most)
    throw problems.userError(`The transaction has ${count} lines, and may have at most ${most}. Split it.`)
}

/** Goods move at a location, in an account that has any. */
const locationNeeded = new Set(['itemFulfillment', 'itemReceipt'])

const checkEntity = (fields: JsonObject, store: RecordStore): void => {
  const entity = store.find(customerType, entityIdOf(fields) ?? '')
  if (entity === undefined) return
  const field = fields['entity'] === undefined ? 'customer' : 'entity'
  if (entity.fields['isInactive'] === true) throw problems.invalidValue(entity.id, field, field)
  const own = referencedId(entity.fields['subsidiary'])
  const subsidiary = referencedId(fields['subsidiary'])
  if (own !== undefined && subsidiary !== undefined && own !== subsidiary)
    throw problems.invalidValue(subsidiary, 'subsidiary', 'subsidiary')
  checkCurrency(fields, entity, store)
}

/** A customer trades in the currencies that its record lists. */
const checkCurrency = (fields: JsonObject, entity: StoredRecord, store: RecordStore): void => {
  const currency = referencedId(fields['currency'])
  const primary = referencedId(entity.fields['currency'])
  if (currency === undefined || primary === undefined) return
  const listed = (linesOf(entity.fields['currencyList']) ?? []).map(line => referencedId(line['currency']))
  const isUsable = store.get(currencyType, currency)?.fields['isInactive'] !== true
  if (!isUsable || ![primary, ...listed].includes(currency))
    throw problems.invalidValue(currency, 'currency', 'currency')
}

const checkLines = (
  { type, fields }: StoredRecord,
  before: StoredRecord | undefined,
  store: RecordStore,
): void => {
  const needed = mandatoryLines[type.name]
  const lines = linesIn(type.name, fields)
  if (needed !== undefined && lines.length === 0)
    throw problems.userError('You must enter at least one line item for this transaction.')
  const sublist = needed?.sublist ?? 'item'
  const known = new Set(linesOf(before?.fields[sublist])?.map(line => referencedId(line['item'])) ?? [])
  for (const [index, line] of lines.entries()) {
    const missing = (needed?.fields ?? []).filter(mandatory => !mandatory.isThere(line))
    if (missing.length > 0) throw problems.missingFields(missing.map(({ label }) => label))
    const path = `${sublist}.items[${index}]`
    // An item that went inactive later stays on lines that have it.
    if (!known.has(referencedId(line['item']))) checkActive(line['item'], `${path}.item`, store)
    checkSubsidiary(line, fields, path, store)
  }
}

const checkActive = (item: Json | undefined, path: string, store: RecordStore): void => {
  const id = referencedId(item) ?? ''
  if (store.find(itemType, id)?.fields['isInactive'] === true) throw problems.invalidValue(id, 'item', path)
}

/** Items and locations belong to subsidiaries; those that name none belong to all. */
const checkSubsidiary = (line: JsonObject, fields: JsonObject, path: string, store: RecordStore): void => {
  const subsidiary = referencedId(fields['subsidiary'])
  if (subsidiary === undefined) return
  for (const [name, type] of [
    ['item', itemType],
    ['location', locationType],
  ] as const) {
    const id = referencedId(line[name])
    const target = id === undefined ? undefined : store.find(type, id)
    const own = linesOf(target?.fields['subsidiary'])?.map(item => referencedId(item))
    const isShared =
      own === undefined || own.includes(subsidiary) || target?.fields['includeChildren'] === true
    if (!isShared) throw problems.invalidValue(id ?? '', name, `${path}.${name}`)
  }
}

const checkLocations = ({ fields }: StoredRecord, store: RecordStore): void => {
  const lines = (linesOf(fields['item']) ?? []).filter(
    line => line['itemReceive'] !== false && itemMoves(line, store),
  )
  if (lines.some(line => line['location'] === undefined)) throw problems.missingFields(['Location'])
}

/** What has been shipped, received or billed stays on the order. */
const checkMoved = (record: StoredRecord, store: RecordStore): void => {
  const earlier = store.get(record.type, record.id)
  if (earlier === undefined) return
  const after = new Map((linesOf(record.fields['item']) ?? []).map(line => [line['line'], line]))
  for (const { line, onTheWay, billed } of progressOf(earlier, store)) {
    const used = Math.max(onTheWay, billed)
    const quantity = after.get(line['line'] ?? null)?.['quantity']
    if (used > 0 && (typeof quantity !== 'number' || quantity < used))
      throw problems.userError(
        `The quantity of line ${String(line['line'])} cannot be less than what has been fulfilled or billed: ${used}.`,
      )
  }
}
