import { inTransaction } from './in-transaction.js'
import type { Database } from './open-database.js'
import { toRow } from './rows.js'
import { migrations } from './schema.js'
import { StoreError } from './store-error.js'

/** Brings a store up to this version's schema, in one transaction. */
export const migrate = (database: Database, path: string): void => {
  const version = Number(toRow(database.prepare('PRAGMA user_version').get())?.['user_version'] ?? 0)
  if (version > migrations.length) {
    throw new StoreError(
      `The store ${path} was written by a newer version (schema ${version}, this one knows ${migrations.length}): update this program, or give it another store`,
    )
  }
  if (version === migrations.length) return
  inTransaction(database, () => {
    for (const migration of migrations.slice(version)) database.exec(migration)
    database.exec(`PRAGMA user_version = ${migrations.length}`)
  })
}
