import type { Database, Statement } from './open-database.js'
import { customTableOf } from './suiteql-tables.js'
import type { Row } from './table-rows.js'

/** One table of the database, with the record that each row comes from. */
export interface SqlTable {
  readonly columns: ReadonlySet<string>
  /** Rows stand in the order in which they were inserted; many are there for certain once `flush` was called. */
  insert(source: string, rows: readonly Row[]): void
  flush(): void
  /** Takes away the rows of a record. */
  remove(source: string): void
  addColumn(name: string): void
  /** Sees to it that rows are found by these columns without looking at all of them. */
  index(columns: Iterable<string>): void
}

/** Remembers from which record a row comes; no query sees it. */
export const sourceColumn = '_source'

export interface SqlTableOptions {
  readonly columns: Iterable<string>
  /** How a column is kept, as SQLite's affinities go. */
  affinityOf(column: string): string
}

/** Rows that go into the database at once: a call for each would cost as much as the rest together. */
const rowsAtOnce = 200

/** With fewer rows an index costs more than it saves. */
const rowsWorthAnIndex = 300

export const createSqlTable = (
  database: Database,
  name: string,
  { columns: given, affinityOf }: SqlTableOptions,
): SqlTable => {
  const columns = new Set(given)
  const table = quote(name)
  const batches = new Map<string, Batch>()
  const indexed = new Set<string>()
  let removal: Statement | undefined
  let count = 0

  database.exec(
    `CREATE TABLE ${table} (${[sourceColumn, ...columns].map(column => `${quote(column)} ${affinityOf(column)}`).join(', ')})`,
  )

  /** Most columns of most rows are null: a statement names those that are not. */
  const batchOf = (named: readonly string[]): Batch => {
    const key = named.join()
    const known = batches.get(key)
    if (known !== undefined) return known
    const columnNames = ['rowid', sourceColumn, ...named]
    const made: Batch = {
      statement: database.prepare(
        `INSERT INTO ${table} (${columnNames.map(quote).join(', ')})
         SELECT ${columnNames.map((_, index) => `json_extract(value, '$[${index}]')`).join(', ')} FROM json_each(?)`,
      ),
      rows: [],
    }
    batches.set(key, made)
    return made
  }

  const write = (batch: Batch): void => {
    if (batch.rows.length === 0) return
    batch.statement.run(JSON.stringify(batch.rows))
    batch.rows = []
  }

  const flush = (): void => {
    for (const batch of batches.values()) write(batch)
  }

  const addColumn = (column: string): void => {
    if (columns.has(column)) return
    database.exec(`ALTER TABLE ${table} ADD COLUMN ${quote(column)}`)
    columns.add(column)
  }

  const index = (wanted: Iterable<string>): void => {
    if (count < rowsWorthAnIndex) return
    const missing = [sourceColumn, ...wanted].filter(
      column => !indexed.has(column) && (column === sourceColumn || columns.has(column)),
    )
    if (missing.length === 0) return
    for (const column of new Set(missing)) {
      database.exec(`CREATE INDEX ${quote(`${name} ${column}`)} ON ${table} (${quote(column)})`)
      indexed.add(column)
    }
    // Without numbers SQLite takes a column of two values for as good as one of a hundred thousand.
    database.exec(`ANALYZE ${table}`)
  }

  return {
    columns,
    insert: (source, rows) => {
      for (const row of rows) {
        count += 1
        const named: string[] = []
        const cells: (string | number)[] = [count, source]
        for (const column in row) {
          const cell = row[column]
          if (cell === undefined || cell === null) continue
          if (!columns.has(column)) {
            if (customTableOf(column) === undefined) continue
            addColumn(column)
          }
          named.push(column)
          cells.push(cell)
        }
        const batch = batchOf(named)
        batch.rows.push(cells)
        if (batch.rows.length >= rowsAtOnce) write(batch)
      }
    },
    flush,
    remove: source => {
      index([])
      removal ??= database.prepare(`DELETE FROM ${table} WHERE ${sourceColumn} = ?`)
      removal.run(source)
    },
    addColumn,
    index,
  }
}

/** Rows with values in the same columns, which wait to be written. */
interface Batch {
  readonly statement: Statement
  rows: (string | number)[][]
}

const quote = (name: string): string => `"${name}"`
