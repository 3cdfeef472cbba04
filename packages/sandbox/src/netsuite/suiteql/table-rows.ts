import { isJsonObject, type Json, type JsonObject } from '../../json.js'
import type { Books } from '../ledger/books.js'
import { linesOf } from '../records/lines.js'
import type { StoredRecord } from '../records/record-store.js'
import { referencedId } from '../records/references.js'
import { entityRows } from './entity-rows.js'
import { itemRows } from './item-rows.js'
import type { Cell } from './open-database.js'
import { toSqlDate } from './sql-dates.js'
import { transactionRows } from './transaction-rows.js'

/** What a record puts into each of its tables, made when a table is asked for; cells by column. Columns left out are null. */
export type Rows = Readonly<Record<string, () => readonly Row[]>>
export type Row = Readonly<Record<string, Cell | undefined>>

/** A row that is still being made: of hundreds of thousands, none is copied. */
export type DraftRow = Record<string, Cell | undefined>

/** What rows are made from, besides the record. */
export interface RowGround {
  readonly books: Books
  readonly timeZone: string
}

/** A field as a cell: ids of references, T and F, dates with their mark. */
export const toCell = (value: Json | undefined, timeZone: string): Cell => {
  if (value === undefined || value === null) return null
  if (typeof value === 'boolean') return value ? 'T' : 'F'
  if (typeof value === 'number') return value
  if (typeof value === 'string') return toSqlDate(value, timeZone) ?? value
  const many = linesOf(value)
  if (many !== undefined) {
    const ids = many.map(referencedId).filter(id => id !== undefined)
    return ids.length === 0 ? null : ids.join(', ')
  }
  return isJsonObject(value) ? idCell(referencedId(value)) : null
}

/** Ids are numbers where they look like it, so that they sort as such. */
export const idCell = (id: string | undefined): Cell =>
  id === undefined ? null : /^-?\d{1,15}$/.test(id) ? Number(id) : id

/** Every field under its name in lower case: most columns are called like the field that they show. */
export const fieldCells = (fields: JsonObject, timeZone: string): DraftRow => {
  const cells: DraftRow = {}
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === 'object' && value !== null && 'items' in value && !isMultiSelect(value)) continue
    cells[name.toLowerCase()] = toCell(value, timeZone)
  }
  return cells
}

const isMultiSelect = (value: Json): boolean => {
  const items = linesOf(value)
  return items?.every(item => Object.keys(item).every(key => /^(id|refName|links)$/.test(key))) === true
}

/** Record types whose table is called otherwise than they are. */
const listTables: Readonly<Record<string, string>> = {
  priceLevel: 'pricelevel',
  paymentMethod: 'paymentmethod',
  salesTaxItem: 'salestaxitem',
  shipItem: 'shipitem',
  accountingPeriod: 'accountingperiod',
  accountingBook: 'accountingbook',
}

export const rowsOf = (record: StoredRecord, ground: RowGround): Rows => {
  const cells = (): DraftRow => {
    const own = fieldCells(record.fields, ground.timeZone)
    own['id'] = idCell(record.id)
    return own
  }
  switch (record.type.group) {
    case 'transaction':
      return transactionRows(record, cells, ground)
    case 'item':
      return itemRows(record, cells)
    case 'entity':
      return entityRows(record, cells, ground)
    default:
      return listRows(record, cells)
  }
}

/** Works something out when it is first asked for. */
export const once = <Value extends object>(make: () => Value): (() => Value) => {
  let made: Value | undefined
  return () => {
    made ??= make()
    return made
  }
}

const listRows = ({ type, fields }: StoredRecord, cells: () => DraftRow): Rows => {
  const table = listTables[type.name] ?? type.name.toLowerCase()
  return { [table]: () => [listRow(table, fields, cells())] }
}

const listRow = (table: string, fields: JsonObject, cells: Row): Row => {
  const name = cells['name'] ?? cells['acctname'] ?? null
  const number = cells['acctnumber']
  const special: Readonly<Record<string, Row>> = {
    account: {
      accttype: cells['accttype'],
      fullname: name,
      accountsearchdisplaynamecopy: name,
      accountsearchdisplayname: number === null || number === undefined ? name : `${number} ${name}`,
      displaynamewithhierarchy: name,
      issummary: cells['issummary'] ?? 'F',
    },
    location: { fullname: name, namenohi: name },
    subsidiary: { fullname: name, namenohi: name, iselimination: cells['iselimination'] ?? 'F' },
    department: { fullname: name },
    classification: { fullname: name },
    currency: { isbasecurrency: cells['isbasecurrency'] ?? 'F', symbol: cells['symbol'] ?? name },
    accountingperiod: { isposting: cells['isposting'] ?? 'T', closed: cells['closed'] ?? 'F' },
  }
  const isInactive = fields['isInactive'] === true ? 'T' : 'F'
  return { isinactive: isInactive, ...special[table], ...cells, ...ownCells(special[table]) }
}

/** What is worked out wins over what a field of the same name says, unless it is nothing. */
const ownCells = (row: Row | undefined): Row =>
  Object.fromEntries(Object.entries(row ?? {}).filter(([, value]) => value !== null && value !== undefined))
