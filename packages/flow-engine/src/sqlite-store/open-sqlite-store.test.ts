import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../testing/temporary-folder.js'
import { openDatabase } from './open-database.js'
import { openSqliteStore } from './open-sqlite-store.js'
import { migrations } from './schema.js'
import { toStoreError } from './store-error.js'

const newFile = () => join(temporaryFolder(), 'store.db')

test('what was kept is there when the store is opened again', async () => {
  const path = newFile()
  const first = await openSqliteStore({ path })
  await first.writeCursor('orders', 42)
  await first.close()

  const second = await openSqliteStore({ path })

  expect(await second.readCursor('orders')).toBe(42)
  await second.close()
})

test('a file that is no store is refused with what to do', async () => {
  const path = newFile()
  writeFileSync(path, 'this is a shopping list, long enough to be looked at as a database header')

  await expect(openSqliteStore({ path })).rejects.toThrow(/is damaged or no store; restore a backup/)
  await expect(openSqliteStore({ path })).rejects.toMatchObject({ lasting: true })
})

test('a store from a newer version is refused and left as it is', async () => {
  const path = newFile()
  const database = await openDatabase(path)
  database.exec('PRAGMA user_version = 999')
  database.close()

  await expect(openSqliteStore({ path })).rejects.toThrow(/written by a newer version \(schema 999/)
})

test('a folder that is not there is named', async () => {
  await expect(openSqliteStore({ path: join(newFile(), 'nowhere', 'store.db') })).rejects.toThrow(
    /check that its folder exists/,
  )
})

test.each(migrations.map((_, index) => index + 1))(
  'a store of schema %i is brought up to date with what it holds',
  async version => {
    const path = newFile()
    const database = await openDatabase(path)
    for (const migration of migrations.slice(0, version)) database.exec(migration)
    database.exec(`PRAGMA user_version = ${version}`)
    const parked = JSON.stringify({
      step: 'items',
      failure: { kind: 'missing', message: 'gone' },
      record: { id: '1' },
      recordId: '1',
    })
    database
      .prepare(
        "INSERT INTO parked (flow, trace_key, status, kind, attempts, first_parked_at_ms, last_parked_at_ms, run_id, parked) VALUES ('orders', '1', 'open', 'missing', 1, 5, 5, 'r1', ?)",
      )
      .run(parked)
    database.exec("INSERT INTO cursors (flow, cursor_ms) VALUES ('orders', 42)")
    database.close()

    const store = await openSqliteStore({ path })

    expect(await store.readCursor('orders')).toBe(42)
    expect(await store.listParked({ status: 'open', limit: 5 })).toMatchObject([
      { traceKey: '1', record: { id: '1' } },
    ])
    expect(
      await store.acceptNotification({
        connection: 'shop',
        notificationId: 'n',
        topic: 't',
        receivedAtMs: 1,
        flows: [],
      }),
    ).toBe(true)
    await store.close()
  },
)

test('a full disk is said to be one, and what was kept before is still there', async () => {
  const path = newFile()
  const store = await openSqliteStore({ path })
  await store.writeCursor('orders', 42)
  await store.close()
  // SQLite's own limit on a file's size fails as a full disk does.
  const full = await openDatabase(path)
  full.exec('PRAGMA max_page_count = 1')
  expect(() => full.exec(`CREATE TABLE large AS SELECT zeroblob(1000000) AS data`)).toThrow(/full/)
  full.close()
  expect(toStoreError(new Error('database or disk is full'), path).message).toMatch(
    /the disk is full; free some space/,
  )
  expect(toStoreError(new Error('database or disk is full'), path).lasting).toBe(false)

  const again = await openSqliteStore({ path })
  expect(await again.readCursor('orders')).toBe(42)
  await again.close()
})

test('notifications that come in one burst are kept together, each once, and are there when the store is opened again', async () => {
  const path = newFile()
  const store = await openSqliteStore({ path })
  const accept = (notificationId: string) =>
    store.acceptNotification({
      connection: 'shop',
      notificationId,
      topic: 't',
      recordId: notificationId,
      receivedAtMs: 1,
      flows: ['orders'],
    })

  const ids = Array.from({ length: 300 }, (_, index) => `n${index % 200}`)
  const kept = await Promise.all(ids.map(accept))
  await store.close()

  expect(kept.filter(isNew => isNew)).toHaveLength(200)
  const again = await openSqliteStore({ path })
  expect((await again.countNotifications()).waiting).toBe(200)
  await again.close()
})
