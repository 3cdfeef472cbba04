import type { Database, SqlValue, Statement } from './open-database.js'

/** A condition with its value; one whose value is undefined does not count. */
export type Condition = readonly [sql: string, value: SqlValue | undefined]

/**
 * Selects rows by the conditions that are given. Each combination is a statement of its own, prepared once, so that SQLite can
 * choose an index for it: `? IS NULL OR column = ?` would read the whole table.
 */
export const createSelect = (
  database: Database,
  from: string,
  orderBy: string,
): ((conditions: readonly Condition[], limit: number) => unknown[]) => {
  const prepared = new Map<string, Statement>()
  return (conditions, limit) => {
    const given = conditions.flatMap(([sql, value]) => (value === undefined ? [] : [{ sql, value }]))
    const where = given.map(({ sql }) => sql).join(' AND ')
    const sql = `${from}${where === '' ? '' : ` WHERE ${where}`} ORDER BY ${orderBy} LIMIT ?`
    const statement = prepared.get(sql) ?? database.prepare(sql)
    prepared.set(sql, statement)
    return statement.all(...given.map(({ value }) => value), limit)
  }
}
