import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, onTestFinished, test } from 'vitest'
import { createMemoryStore } from '../memory-store/create-memory-store.js'
import { openSqliteStore } from '../sqlite-store/open-sqlite-store.js'
import { storeContract } from './store-contract.js'

const stores = {
  'in memory': async () => createMemoryStore(),
  'in SQLite': () => {
    const folder = mkdtempSync(join(tmpdir(), 'store-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    return openSqliteStore({ path: join(folder, 'store.db') })
  },
}

describe.each(Object.entries(stores))('%s', (_, open) => {
  test.each(storeContract)('$name', async ({ keep }) => {
    const store = await open()
    await keep(store)
    await store.close()
  })
})
