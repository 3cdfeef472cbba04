import type { Database, Statement } from './open-database.js'
import { customTableOf } from './suiteql-tables.js'
import type { Row } from './table-rows.js'

/** One table of the database, with the record that each row comes from. */
export interface SqlTable {
  readonly columns: ReadonlySet<string>
  insert(source: string, rows: readonly Row[]): void
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

/** With fewer rows an index costs more than it saves. */
const rowsWorthAnIndex = 300

export const createSqlTable = (
  database: Database,
  name: string,
  { columns: given, affinityOf }: SqlTableOptions,
): SqlTable => {
  const columns = new Set(given)
  const table = quote(name)
  const inserts = new Map<string, Statement>()
  const indexed = new Set<string>()
  let removal: Statement | undefined
  let count = 0

  database.exec(
    `CREATE TABLE ${table} (${[sourceColumn, ...columns].map(column => `${quote(column)} ${affinityOf(column)}`).join(', ')})`,
  )

  /** Most columns of most rows are null: a statement names those that are not. */
  const insertOf = (named: readonly string[]): Statement => {
    const key = named.join()
    const known = inserts.get(key)
    if (known !== undefined) return known
    const statement = database.prepare(
      `INSERT INTO ${table} (${[sourceColumn, ...named].map(quote).join(', ')}) VALUES (?${', ?'.repeat(named.length)})`,
    )
    inserts.set(key, statement)
    return statement
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
        const named: string[] = []
        const cells: (string | number)[] = []
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
        insertOf(named).run(source, ...cells)
        count += 1
      }
    },
    remove: source => {
      index([])
      removal ??= database.prepare(`DELETE FROM ${table} WHERE ${sourceColumn} = ?`)
      removal.run(source)
    },
    addColumn,
    index,
  }
}

const quote = (name: string): string => `"${name}"`
