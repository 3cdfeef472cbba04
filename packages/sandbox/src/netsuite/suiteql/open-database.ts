import { createRequire } from 'node:module'
import type LibsqlDatabase from 'libsql'

/** The few calls of SQLite that SuiteQL needs; `node:sqlite` and `libsql` both have them. */
export interface Database {
  exec(sql: string): void
  prepare(sql: string): Statement
  close(): void
}

export interface Statement {
  run(...values: Cell[]): unknown
  all(...values: Cell[]): unknown[]
}

export type Cell = string | number | null

/** SQLite in memory: Node's own where there is one (22.13 and newer), else libsql. Loaded when the first query comes. */
export const openDatabase = (): Database => {
  const sqlite = quietly(() => process.getBuiltinModule('node:sqlite'))
  if (hasDatabaseSync(sqlite)) return new sqlite.DatabaseSync(':memory:')
  const Libsql: typeof LibsqlDatabase = createRequire(import.meta.url)('libsql')
  return new Libsql(':memory:')
}

interface NodeSqlite {
  readonly DatabaseSync: new (path: string) => Database
}

const hasDatabaseSync = (module: unknown): module is NodeSqlite =>
  typeof module === 'object' && module !== null && 'DatabaseSync' in module

/** Node 22 warns that its SQLite is experimental; what is used here has not changed since. */
const quietly = <Result>(load: () => Result): Result => {
  const { emitWarning } = process
  process.emitWarning = () => undefined
  try {
    return load()
  } finally {
    process.emitWarning = emitWarning
  }
}
