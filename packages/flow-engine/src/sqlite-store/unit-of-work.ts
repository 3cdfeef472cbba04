import type { Database } from './open-database.js'
import { toStoreError } from './store-error.js'

/** How the parts of the store reach SQLite: errors come out as rejections that say what to do. */
export interface UnitOfWork {
  /** SQLite answers at once. */
  work<Result>(act: () => Result): Promise<Result>
  /** All or nothing. */
  transaction<Result>(act: () => Result): Promise<Result>
}

export const createUnitOfWork = (database: Database, path: string): UnitOfWork => {
  const work = async <Result>(act: () => Result): Promise<Result> => {
    try {
      return act()
    } catch (error) {
      throw toStoreError(error, path)
    }
  }
  return {
    work,
    transaction: act =>
      work(() => {
        database.exec('BEGIN IMMEDIATE')
        try {
          const result = act()
          database.exec('COMMIT')
          return result
        } catch (error) {
          database.exec('ROLLBACK')
          throw error
        }
      }),
  }
}
