import { inTransaction } from './in-transaction.js'
import type { Database } from './open-database.js'
import { toStoreError } from './store-error.js'

/** How the parts of the store reach SQLite: errors come out as rejections that say what to do. */
export interface UnitOfWork {
  /** SQLite answers at once. */
  work<Result>(act: () => Result): Promise<Result>
  /** All or nothing. */
  transaction<Result>(act: () => Result): Promise<Result>
  /**
   * All or nothing, for what does no harm when it has to be done again: it outlives the process, but a machine that loses its power
   * may lose it together with all that came after. Waits for no disk, which takes milliseconds in which nothing else is done.
   */
  quickly<Result>(act: () => Result): Promise<Result>
}

export const createUnitOfWork = (database: Database, path: string): UnitOfWork => {
  const work = async <Result>(act: () => Result): Promise<Result> => {
    try {
      return act()
    } catch (error) {
      throw toStoreError(error, path)
    }
  }
  const unsynced = <Result>(act: () => Result): Result => {
    database.exec('PRAGMA synchronous = NORMAL')
    try {
      return act()
    } finally {
      database.exec('PRAGMA synchronous = FULL')
    }
  }
  return {
    work,
    transaction: act => work(() => inTransaction(database, act)),
    quickly: act => work(() => unsynced(() => inTransaction(database, act))),
  }
}
