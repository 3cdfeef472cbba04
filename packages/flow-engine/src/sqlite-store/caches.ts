import type { Json } from '../json.js'
import type { Caches } from '../ports/caches.js'
import type { Database } from './open-database.js'
import { text, toRows } from './rows.js'
import type { UnitOfWork } from './unit-of-work.js'

export const createCaches = (database: Database, { work, transaction }: UnitOfWork): Caches => {
  const read = database.prepare(
    `SELECT key, value FROM caches WHERE cache = ? AND key IN (SELECT value FROM json_each(?))
       AND (expires_at_ms IS NULL OR expires_at_ms > ?)`,
  )
  const write = database.prepare(
    `INSERT INTO caches (cache, key, value, expires_at_ms) VALUES (?, ?, ?, ?)
     ON CONFLICT (cache, key) DO UPDATE SET value = excluded.value, expires_at_ms = excluded.expires_at_ms`,
  )
  const forget = database.prepare('DELETE FROM caches WHERE cache = ? AND key = ?')
  return {
    readCache: (cache, keys, nowMs) =>
      work(
        () =>
          new Map(
            toRows(read.all(cache, JSON.stringify(keys), nowMs), (row): [string, Json] => [
              text(row, 'key'),
              JSON.parse(text(row, 'value')),
            ]),
          ),
      ),
    writeCache: (cache, entries) =>
      transaction(() => {
        for (const { key, value, expiresAtMs } of entries) {
          if (value === undefined) forget.run(cache, key)
          else write.run(cache, key, JSON.stringify(value), expiresAtMs ?? null)
        }
      }),
  }
}
