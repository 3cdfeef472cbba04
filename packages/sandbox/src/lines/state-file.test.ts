import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeShop } from '../generate/make-shop.js'
import { startSandbox } from '../start-sandbox.js'
import { admin } from '../tiktok-shop/testing/admin.js'

const nowMs = Date.parse('2026-03-02T10:00:00Z')

test('a state kept in a file is there again after a restart, and outweighs the seed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sandbox-'))
  const stateFile = join(folder, 'state.json')
  try {
    const { seed, kinds } = makeShop({ orders: 30, nowMs })
    const id = [...kinds].find(([, kind]) => kind === 'on-hold')?.[0]
    const first = await startSandbox({ clock: { at: nowMs }, seed, stateFile })
    await admin(first, 'POST', `/orders/${id}/advance`)
    await first.close()

    const second = await startSandbox({ clock: { at: nowMs }, stateFile })
    try {
      expect(await admin(second, 'GET', `/orders/${id}`)).toMatchObject({ status: 'AWAITING_SHIPMENT' })
    } finally {
      await second.close()
    }
  } finally {
    await rm(folder, { recursive: true })
  }
})

test('a spoilt file is refused by name', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sandbox-'))
  const stateFile = join(folder, 'state.json')
  try {
    await writeFile(stateFile, '{"nowMs":')
    await expect(startSandbox({ stateFile })).rejects.toThrow(`state file ${stateFile} is not JSON`)
  } finally {
    await rm(folder, { recursive: true })
  }
})
