import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openDatabase } from './open-database.js'
import { openSqliteStore } from './open-sqlite-store.js'

const newFile = () => join(mkdtempSync(join(tmpdir(), 'store-')), 'store.db')

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
