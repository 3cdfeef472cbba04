/** The few calls of SQLite that the store uses; `node:sqlite` and `libsql` both have them. */
export interface Database {
  exec(sql: string): void
  prepare(sql: string): Statement
  close(): void
}

export interface Statement {
  run(...values: SqlValue[]): unknown
  get(...values: SqlValue[]): unknown
  all(...values: SqlValue[]): unknown[]
}

export type SqlValue = string | number | null

/** Opens SQLite: Node's own where there is one (22.13 and newer), else libsql. Loaded when needed, not with the engine. */
export const openDatabase = async (path: string): Promise<Database> => {
  const sqlite = quietly(() => process.getBuiltinModule('node:sqlite'))
  if (hasDatabaseSync(sqlite)) return new sqlite.DatabaseSync(path)
  const { default: LibsqlDatabase } = await import('libsql')
  return new LibsqlDatabase(path)
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
