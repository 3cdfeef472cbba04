import { join } from 'node:path'
import { describe, test } from 'vitest'
import { createMemoryStore } from '../memory-store/create-memory-store.js'
import { openSqliteStore } from '../sqlite-store/open-sqlite-store.js'
import { storeContract } from './store-contract.js'
import { temporaryFolder } from './temporary-folder.js'

const stores = {
  'in memory': async () => createMemoryStore(),
  'in SQLite': () => openSqliteStore({ path: join(temporaryFolder(), 'store.db') }),
}

describe.each(Object.entries(stores))('%s', (_, open) => {
  test.each(storeContract)('$name', async ({ keep }) => {
    const store = await open()
    await keep(store)
    await store.close()
  })
})
