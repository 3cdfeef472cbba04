import type { Books } from '../ledger/books.js'
import { displayName } from '../records/display-name.js'
import type { RecordStore, StoredRecord } from '../records/record-store.js'
import { recordType } from '../records/record-types.js'
import { fromQuantity } from '../stock/stock-details.js'
import { averageCost } from '../stock/stock-reads.js'
import { transactionKinds } from '../transactions/transaction-kinds.js'
import type { Cell, Database, Statement } from './open-database.js'
import { openDatabase } from './open-database.js'
import { toSqlDate } from './sql-dates.js'
import { affinityOf, columnsOf, feeds, tableNames } from './suiteql-tables.js'
import { idCell, type Row, type RowGround, rowsOf } from './table-rows.js'
import { typeCodes } from './type-codes.js'

/** The records as tables of a database in memory, brought up to date by what has changed. */
export interface Mirror {
  /** The database, with these tables filled and up to date. */
  withTables(words: ReadonlySet<string>): Database
  /** Whether there is a table of this name. */
  hasTable(name: string): boolean
}

/** Remembers from which record a row comes; no query sees it. */
export const sourceColumn = '_source'

const stockTables = new Set(['inventoryitemlocations', 'aggregateitemlocation', 'inventorybalance'])
const transactionType = recordType('salesOrder')
const itemType = recordType('inventoryItem')

interface Filled {
  readonly columns: Set<string>
  insert: Statement
  readonly remove: Statement
}

export const createMirror = (store: RecordStore, books: Books, timeZone: string): Mirror => {
  const ground: RowGround = { books, timeZone }
  const filled = new Map<string, Filled>()
  /** Records whose rows are not what they should be any more; by type and id, as either may be gone. */
  const dirty = new Map<string, StoredRecord>()
  const dirtyPiles = new Set<string>()
  let database: Database | undefined

  store.watch(({ after, before }) => {
    const record = after ?? before
    if (database !== undefined && record !== undefined) dirty.set(sourceOf(record), record)
  })

  const sourceOf = ({ type, id }: StoredRecord): string => `${type.name} ${id}`
  const customTables = (): readonly string[] =>
    [...new Set(store.all().map(({ type }) => type.name))].filter(name => name.startsWith('customrecord'))
  const hasTable = (name: string): boolean => tableNames.has(name) || customTables().includes(name)

  const open = (): Database => {
    database ??= openDatabase()
    return database
  }

  const prepare = (table: string, columns: Set<string>): Statement => {
    const names = [sourceColumn, ...columns]
    return open().prepare(
      `INSERT INTO ${quote(table)} (${names.map(quote).join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
    )
  }

  const create = (table: string): Filled => {
    const columns = new Set(columnsOf(table))
    open().exec(
      `CREATE TABLE ${quote(table)} (${[sourceColumn, ...columns].map(column => `${quote(column)} ${affinityOf(table, column)}`).join(', ')});
       CREATE INDEX ${quote(`${table} source`)} ON ${quote(table)} (${sourceColumn});`,
    )
    for (const column of [
      'id',
      'itemid',
      'externalid',
      'transaction',
      'item',
      'previousdoc',
      'nextdoc',
      'entity',
    ])
      if (columns.has(column))
        open().exec(`CREATE INDEX ${quote(`${table} ${column}`)} ON ${quote(table)} (${quote(column)})`)
    const created: Filled = {
      columns,
      insert: prepare(table, columns),
      remove: open().prepare(`DELETE FROM ${quote(table)} WHERE ${sourceColumn} = ?`),
    }
    filled.set(table, created)
    return created
  }

  const insert = (table: string, source: string, rows: readonly Row[]): void => {
    const target = filled.get(table)
    if (target === undefined) return
    for (const row of rows) {
      const custom = Object.keys(row).filter(name => /^cust/.test(name) && !target.columns.has(name))
      for (const column of custom) {
        open().exec(`ALTER TABLE ${quote(table)} ADD COLUMN ${quote(column)}`)
        target.columns.add(column)
      }
      if (custom.length > 0) target.insert = prepare(table, target.columns)
      target.insert.run(source, ...[...target.columns].map((column): Cell => row[column] ?? null))
    }
  }

  const inTransaction = (work: () => void): void => {
    open().exec('BEGIN')
    try {
      work()
    } finally {
      open().exec('COMMIT')
    }
  }

  const pileRows = (key: string): Row => {
    const at = key.lastIndexOf('@')
    const { exponent } = books.base
    const level = books.stock.level({ item: key.slice(0, at), location: key.slice(at + 1) })
    return {
      item: idCell(level.item),
      location: idCell(level.location),
      quantityonhand: fromQuantity(level.onHand),
      quantityavailable: fromQuantity(level.available),
      quantitycommitted: fromQuantity(level.committed),
      quantitybackordered: fromQuantity(level.backOrdered),
      quantityonorder: fromQuantity(level.onOrder),
      quantityintransit: fromQuantity(level.inTransit),
      averagecostmli: averageCost(level.value, level.onHand, exponent),
      onhandvaluemli: level.value / 10 ** exponent,
      lastquantityavailablechange:
        level.availableChangedAt === undefined
          ? null
          : (toSqlDate(level.availableChangedAt, timeZone) ?? null),
    }
  }

  const fillPile = (table: string, key: string): void => {
    if (table !== 'inventorybalance') {
      insert(table, key, [pileRows(key)])
      return
    }
    const [item, location] = key.split('@')
    insert(
      table,
      key,
      books.stock
        .balances(item)
        .filter(balance => balance.location === location)
        .map(({ number, bin, onHand }) => ({
          item: idCell(item),
          location: idCell(location),
          inventorynumber: number ?? null,
          binnumber: idCell(bin),
          quantityonhand: fromQuantity(onHand),
          quantityavailable: fromQuantity(onHand),
        })),
    )
  }

  /** Columns of an item's table that the stock decides. */
  const withTotals = (table: string, record: StoredRecord, rows: readonly Row[]): readonly Row[] => {
    if (table !== 'item' || record.type.group !== 'item') return rows
    const levels = books.stock.levels(record.id)
    if (levels.length === 0) return rows
    const { exponent } = books.base
    const onHand = levels.reduce((sum, level) => sum + level.onHand, 0)
    const value = levels.reduce((sum, level) => sum + level.value, 0)
    return rows.map(row => ({
      ...row,
      totalquantityonhand: fromQuantity(onHand),
      totalvalue: value / 10 ** exponent,
      averagecost: averageCost(value, onHand, exponent),
    }))
  }

  const fill = (table: string): void => {
    if (table === displayTable) {
      fillDisplay()
      return
    }
    create(table)
    inTransaction(() => {
      if (stockTables.has(table))
        for (const { item, location } of books.stock.levels()) fillPile(table, `${item}@${location}`)
      else if (table === 'accountingbook')
        insert(table, 'own', [
          { id: 1, name: 'Primary Accounting Book', isprimary: 'T', isadjustmentonly: 'F' },
        ])
      else for (const record of store.all()) if (feeds(record.type.group, table)) insertRecord(record, table)
    })
  }

  const insertRecord = (record: StoredRecord, table: string): void => {
    const rows = rowsOf(record, ground)[table]
    if (rows !== undefined && rows.length > 0)
      insert(table, sourceOf(record), withTotals(table, record, rows))
  }

  const fillDisplay = (): void => {
    open().exec(`CREATE TABLE ${displayTable} (${sourceColumn}, kind, id, name);
      CREATE INDEX "display id" ON ${displayTable} (kind, id); CREATE INDEX "display source" ON ${displayTable} (${sourceColumn});`)
    filled.set(displayTable, {
      columns: new Set(['kind', 'id', 'name']),
      insert: prepare(displayTable, new Set(['kind', 'id', 'name'])),
      remove: open().prepare(`DELETE FROM ${displayTable} WHERE ${sourceColumn} = ?`),
    })
    inTransaction(() => {
      for (const [type, { title, statuses }] of Object.entries(transactionKinds)) {
        insert(displayTable, 'own', [{ kind: 'type', id: typeCodes[type] ?? type, name: title }])
        for (const [letter, name] of Object.entries(statuses))
          insert(displayTable, 'own', [{ kind: type.toLowerCase(), id: letter, name: `${title} : ${name}` }])
      }
      for (const record of store.all()) showRecord(record)
    })
  }

  const showRecord = (record: StoredRecord): void => {
    const kind = record.type.group === 'other' ? record.type.name : record.type.group
    insert(displayTable, sourceOf(record), [{ kind, id: record.id, name: displayName(record) }])
  }

  const bringUpToDate = (): void => {
    for (const id of books.takeChanged()) {
      const item = id.startsWith('item ') ? id.slice(5) : undefined
      const record = item === undefined ? store.find(transactionType, id) : store.find(itemType, item)
      if (record !== undefined) dirty.set(sourceOf(record), record)
    }
    for (const key of books.stock.takeChanged()) {
      dirtyPiles.add(key)
      const item = store.find(itemType, key.slice(0, key.lastIndexOf('@')))
      if (item !== undefined) dirty.set(sourceOf(item), item)
    }
    if (dirty.size === 0 && dirtyPiles.size === 0) return
    inTransaction(() => {
      for (const [source, { type, id }] of dirty) {
        const record = store.get(type, id)
        const rows = record === undefined ? {} : rowsOf(record, ground)
        for (const [table, { remove }] of filled) {
          if (stockTables.has(table) || table === 'accountingbook') continue
          remove.run(source)
          if (record === undefined) continue
          if (table === displayTable) showRecord(record)
          else insert(table, source, withTotals(table, record, rows[table] ?? []))
        }
      }
      for (const key of dirtyPiles)
        for (const table of stockTables) {
          filled.get(table)?.remove.run(key)
          if (filled.has(table)) fillPile(table, key)
        }
    })
    dirty.clear()
    dirtyPiles.clear()
  }

  return {
    hasTable,
    withTables: words => {
      if (filled.size > 0) bringUpToDate()
      else {
        books.takeChanged()
        books.stock.takeChanged()
      }
      for (const word of words) if (!filled.has(word) && (word === displayTable || hasTable(word))) fill(word)
      return open()
    },
  }
}

const displayTable = '_display'
const quote = (name: string): string => `"${name}"`
