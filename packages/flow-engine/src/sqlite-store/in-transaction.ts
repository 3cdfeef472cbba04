import type { Database } from './open-database.js'

/** Does something in one transaction: all of it, or nothing. */
export const inTransaction = <Result>(database: Database, act: () => Result): Result => {
  database.exec('BEGIN IMMEDIATE')
  try {
    const result = act()
    database.exec('COMMIT')
    return result
  } catch (error) {
    rollBack(database)
    throw error
  }
}

/** A disk that is full or fails makes SQLite roll back by itself: that nothing is left to be done must not hide what went wrong. */
const rollBack = (database: Database): void => {
  try {
    database.exec('ROLLBACK')
  } catch {}
}
