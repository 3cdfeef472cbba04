import type { DeletedRecord } from '../account.js'
import type { Books } from '../ledger/books.js'
import type { RecordStore, StoredRecord } from '../records/record-store.js'
import { findRecordType, recordType } from '../records/record-types.js'
import { transactionKinds } from '../transactions/transaction-kinds.js'
import { isDisplayTable, rowsOfDisplay, rowsOfWords, showsRecord } from './display-tables.js'
import type { NamesInQuery } from './names-in-query.js'
import { type Database, openDatabase } from './open-database.js'
import { toSqlDate } from './sql-dates.js'
import { createSqlTable, type SqlTable } from './sql-table.js'
import { isStockTable, stockRows, stockTotals, withStockTotals } from './stock-rows.js'
import { affinityOf, columnsOf, customTableOf, feeds, tableNames } from './suiteql-tables.js'
import { idCell, type Row, type RowGround, rowsOf } from './table-rows.js'

/**
 * The records as tables of a database in memory: a table is filled when a query first names it, and brought up to date when one names it
 * again. Nobody waits for a table that he does not ask for.
 */
export interface Mirror {
  /** The database, with the tables that a query names filled and up to date. */
  withTables(query: NamesInQuery): Database
  /** Whether there is a table of this name. */
  hasTable(name: string): boolean
  /** Another number whenever rows may have changed. */
  readonly revision: number
  /** Fills the tables that most queries name bit by bit, a step each time that it is asked for. */
  prepare(): Generator<undefined>
}

export interface MirrorOptions {
  readonly store: RecordStore
  readonly books: Books
  readonly timeZone: string
  /** What was deleted, oldest first: the list grows. */
  readonly deletions?: readonly DeletedRecord[]
  /** Ids of the custom fields there are; left out, every well-formed one is there. */
  readonly customFields?: ReadonlySet<string>
  /** Types of custom records that are there without a record. */
  readonly customRecords?: ReadonlySet<string>
}

const transactionType = recordType('salesOrder')
const itemType = recordType('inventoryItem')
const books = 'accountingbook'
const deleted = 'deletedrecord'

export const createMirror = (options: MirrorOptions): Mirror => {
  const { store, timeZone } = options
  const ground: RowGround = { books: options.books, timeZone }
  const tables = new Map<string, FilledTable>()
  let database: Database | undefined
  let revision = 0
  /** How many deletions are in their table. */
  let shownDeletions = 0
  /** Whether items are filled with what the stock says of them, which few queries want. */
  let hasTotals = false

  store.watch(({ after, before }) => {
    const record = after ?? before
    if (record !== undefined) note(record, [...tables.values()])
  })

  /** Remembers that rows of a record are not what they should be any more. */
  const note = (record: StoredRecord, where: readonly FilledTable[]): void => {
    for (const { name, changed } of where) if (isIn(record, name)) changed.set(sourceOf(record), record)
  }

  const open = (): Database => {
    database ??= openDatabase()
    return database
  }

  /** Half-filled tables are worse than none: after a failure everything is made anew. */
  const forgetAll = (): void => {
    database?.close()
    database = undefined
    shownDeletions = 0
    tables.clear()
  }

  const inTransaction = (work: () => void): void => {
    revision += 1
    open().exec('BEGIN')
    try {
      work()
      open().exec('COMMIT')
    } catch (error) {
      forgetAll()
      throw error
    }
  }

  const hasTable = (name: string): boolean => {
    if (tableNames.has(name)) return true
    if (!name.startsWith('customrecord')) return false
    const type = findRecordType(name)
    return options.customRecords?.has(name) === true || (type !== undefined && store.count(type) > 0)
  }

  const rowsFor = (record: StoredRecord, table: string): readonly Row[] => {
    const rows = rowsOf(record, ground)[table]?.() ?? []
    return table === 'item' && hasTotals ? withStockTotals(record, rows, options.books) : rows
  }

  const create = (name: string): FilledTable => {
    // What changed in the books before is in a new table anyway, and no news to it.
    if (followsBooks(name)) noteBooks()
    const sql = createSqlTable(open(), name, {
      columns: isDisplayTable(name) ? ['kind', 'id', 'name'] : columnsOf(name),
      affinityOf: column => (isDisplayTable(name) ? '' : affinityOf(name, column)),
    })
    const table: FilledTable = {
      name,
      sql,
      unfinished: fill(name, sql),
      changed: new Map(),
      changedPiles: new Set(),
    }
    tables.set(name, table)
    return table
  }

  const drop = (name: string): void => {
    const table = tables.get(name)
    if (table === undefined) return
    table.unfinished = undefined
    tables.delete(name)
    open().exec(`DROP TABLE "${name}"`)
  }

  /** Steps to a filled table. What changes between them is noted, and made anew afterwards. */
  const fill = function* (name: string, sql: SqlTable): Generator<undefined> {
    const sources = rowsToFill(name)
    for (let isDone = false; !isDone; ) {
      inTransaction(() => {
        for (let count = 0; count < sourcesPerStep && !isDone; count += 1) {
          const next = sources.next()
          if (next.done === true) isDone = true
          else sql.insert(next.value.source, next.value.rows)
        }
        sql.flush()
      })
      if (!isDone) yield
    }
  }

  /** All rows of a table, by the record or whatever else they come from. */
  const rowsToFill = function* (
    name: string,
  ): Generator<{ readonly source: string; readonly rows: readonly Row[] }> {
    if (isDisplayTable(name)) yield { source: 'own', rows: rowsOfWords(name) }
    if (name === books) yield { source: 'own', rows: [primaryBook] }
    else if (name === deleted) yield { source: 'own', rows: newDeletions() }
    else if (isStockTable(name))
      for (const { item, location } of options.books.stock.levels()) {
        const source = `${item}@${location}`
        yield { source, rows: stockRows(name, source, ground) }
      }
    else for (const record of recordsOf(name)) yield { source: sourceOf(record), rows: rowsIn(record, name) }
  }

  const finish = (table: FilledTable): void => {
    const steps = table.unfinished
    table.unfinished = undefined
    for (const _ of steps ?? []);
  }

  /** Deletions since the last time; there is no record they could be rows of. */
  const newDeletions = (): readonly Row[] => {
    const { deletions = [] } = options
    const rows = deletions.slice(shownDeletions).map(deletion => deletionRow(deletion, timeZone))
    shownDeletions = deletions.length
    return rows
  }

  const rowsIn = (record: StoredRecord, name: string): readonly Row[] =>
    isDisplayTable(name) ? rowsOfDisplay(record, name) : rowsFor(record, name)

  const isIn = (record: StoredRecord, name: string): boolean => {
    if (isDisplayTable(name)) return showsRecord(record, name)
    return !isStockTable(name) && name !== books && name !== deleted && feeds(record.type.group, name)
  }

  const recordsOf = function* (name: string): Iterable<StoredRecord> {
    for (const group of ['transaction', 'item', 'entity', 'other'] as const)
      if (isDisplayTable(name) || feeds(group, name))
        for (const record of store.inGroup(group)) if (isIn(record, name)) yield record
  }

  /** Whether a table shows what the books say, besides what its records do. */
  const followsBooks = (name: string): boolean =>
    isStockTable(name) || /^transaction(accounting)?line$/.test(name) || (name === 'item' && hasTotals)

  /** What changed in the books without a change of the record itself: for tables that are there, and for them alone. */
  const noteBooks = (): void => {
    const followers = [...tables.values()].filter(({ name }) => followsBooks(name))
    const changed = options.books.takeChanged()
    const changedPiles = options.books.stock.takeChanged()
    if (followers.length === 0) return
    for (const id of changed) {
      const record = id.startsWith('item ')
        ? store.find(itemType, id.slice(5))
        : store.find(transactionType, id)
      if (record !== undefined) note(record, followers)
    }
    for (const key of changedPiles) {
      for (const table of followers) if (isStockTable(table.name)) table.changedPiles.add(key)
      const item = store.find(itemType, key.slice(0, key.lastIndexOf('@')))
      if (item !== undefined) note(item, followers)
    }
  }

  const bringUpToDate = ({ name, sql, changed, changedPiles }: FilledTable): void => {
    const gone = name === deleted ? newDeletions() : []
    if (changed.size + changedPiles.size + gone.length === 0) return
    inTransaction(() => {
      sql.insert('own', gone)
      for (const [source, { type, id }] of changed) {
        const record = store.get(type, id)
        sql.remove(source)
        if (record !== undefined) sql.insert(source, rowsIn(record, name))
      }
      for (const key of changedPiles) {
        sql.remove(key)
        sql.insert(key, stockRows(name, key, ground))
      }
      sql.flush()
    })
    changed.clear()
    changedPiles.clear()
  }

  /** A custom field is a column, whether any record has a value in it or not. */
  const addCustomColumns = ({ name, sql }: FilledTable, words: ReadonlySet<string>): void => {
    for (const word of words)
      if (customTableOf(word)?.test(name) === true && options.customFields?.has(word) !== false)
        sql.addColumn(word)
  }

  return {
    get revision() {
      return revision
    },
    hasTable,
    withTables: ({ words, tables: wanted, compared, asksForAll }) => {
      if (!hasTotals && wanted.has('item') && (asksForAll || stockTotals.some(column => words.has(column)))) {
        hasTotals = true
        drop('item')
      }
      if ([...wanted].some(followsBooks)) noteBooks()
      for (const name of wanted) {
        if (!isDisplayTable(name) && !hasTable(name)) continue
        const table = tables.get(name) ?? create(name)
        finish(table)
        bringUpToDate(table)
        addCustomColumns(table, words)
        table.sql.index(isDisplayTable(name) ? ['id'] : compared)
      }
      return open()
    },
    prepare: function* () {
      for (const [name, columns] of usualTables) {
        if (followsBooks(name)) yield* options.books.prepare()
        const table = tables.get(name) ?? create(name)
        while (table.unfinished !== undefined && table.unfinished.next().done !== true) yield
        table.unfinished = undefined
        tables.get(name)?.sql.index(columns)
        yield
      }
    },
  }
}

/** A table of the database, and how far it is what the records say. */
interface FilledTable {
  readonly name: string
  readonly sql: SqlTable
  /** What is left to be filled, the next step first. A query that names the table does all of it; others need not. */
  unfinished: Generator<undefined> | undefined
  /** Records whose rows are not what they should be any more; by type and id, as either may be gone. */
  readonly changed: Map<string, StoredRecord>
  readonly changedPiles: Set<string>
}

/** Records whose rows are made before somebody else may do something. */
const sourcesPerStep = 500

/** Tables that most queries name, and the columns that they look for rows by. */
const usualTables: readonly (readonly [table: string, columns: readonly string[]])[] = [
  ['item', ['id', 'itemid', 'externalid']],
  ['transaction', ['id', 'tranid', 'externalid', 'type']],
  ['transactionline', ['transaction', 'item', 'uniquekey']],
]

const primaryBook: Row = { id: 1, name: 'Primary Accounting Book', isprimary: 'T', isadjustmentonly: 'F' }

const deletionRow = ({ type, id, name, deletedAt }: DeletedRecord, timeZone: string): Row => ({
  recordid: idCell(id),
  name,
  type: transactionKinds[type]?.title ?? type,
  scriptid: type.toLowerCase(),
  context: 'REST',
  deleteddate: toSqlDate(deletedAt, timeZone),
  iscustomrecord: type.startsWith('customrecord') ? 'T' : 'F',
  iscustomlist: 'F',
  iscustomtransaction: 'F',
})

const sourceOf = ({ type, id }: Pick<StoredRecord, 'type' | 'id'>): string => `${type.name} ${id}`
