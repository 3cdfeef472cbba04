import { makeShop, startSandbox } from '@tiktok-ns/sandbox'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { writeDemoProject } from '../demo/demo-project.js'
import { runTool } from '../testing/run-tool.js'
import { temporaryFolder } from '../testing/temporary-folder.js'

const open = async () => {
  const shop = makeShop({ orders: 20, seed: 4, nowMs: Date.now() - 5_000 })
  const sandbox = await startSandbox({ seed: shop.seed })
  onTestFinished(() => sandbox.close())
  const { file } = writeDemoProject(sandbox, shop, temporaryFolder())
  const tool = (...words: readonly string[]) => runTool(['--project', file, ...words])
  return { shop, sandbox, tool }
}

const created = z.looseObject({ id: z.string(), create_time: z.number() })
const inShop = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Los_Angeles', dateStyle: 'short' })

const answer = z.object({
  rows: z.array(
    z.object({
      orderId: z.string(),
      tiktok: z.string(),
      netsuite: z.string(),
      reason: z.object({ text: z.string(), isMeant: z.boolean() }),
    }),
  ),
})

test('a day is laid beside NetSuite: what is booked has its sums, and every other order its reason', {
  timeout: 300_000,
}, async () => {
  const { shop, sandbox, tool } = await open()
  const orders = shop.orders.map(order => created.parse(order))
  const missing = orders.find(({ id }) => id === shop.missing?.orderId)
  const day = inShop.format((missing?.create_time ?? 0) * 1000)
  const ofDay = orders.filter(order => inShop.format(order.create_time * 1000) === day).map(({ id }) => id)

  const before = await tool('--json', 'reconcile', '--day', day)
  await tool('run')
  const parked = await tool('--json', 'reconcile', '--day', day)
  await sandbox.admin('POST', '/netsuite/records/inventoryItem', shop.missing?.item)
  await tool('retry')
  const { code, out } = await tool('reconcile', '--day', day)

  const read = answer.parse(JSON.parse(before.out)).rows
  expect(read.map(({ orderId }) => orderId).sort()).toEqual([...ofDay].sort())
  expect(new Set(read.map(({ reason }) => reason.text))).toEqual(new Set(['no flow has met it']))
  const { rows } = answer.parse(JSON.parse(parked.out))
  expect(parked.code).toBe(1)
  expect(rows.filter(({ reason }) => !reason.isMeant)).toEqual([
    expect.objectContaining({
      orderId: missing?.id,
      netsuite: '',
      reason: { text: 'parked: NetSuite has no match for "GIFTBOX-GOLD" (itemsBySku)', isMeant: false },
    }),
  ])
  for (const { tiktok, netsuite, reason } of rows) if (reason.text === 'booked') expect(netsuite).toBe(tiktok)
  expect(code).toBe(0)
  expect(out).toMatch(/Explained +yes/)
})

test('what is no day is said', async () => {
  const { tool } = await open()

  expect((await tool('reconcile', '--day', '2026-13-41')).err).toContain('"2026-13-41" is no day')
})

const volume = z.object({
  lines: z.array(z.object({ type: z.string(), documents: z.number(), lines: z.number() })),
  calls: z.array(z.object({ connection: z.string(), runs: z.number(), calls: z.number() })),
})

test('lines and calls are counted by month, as licences are sold', async () => {
  const { tool } = await open()
  await tool('run')

  const { out } = await tool('--json', 'volume', '--months', '12')

  const { lines, calls } = volume.parse(JSON.parse(out))
  const documents = lines.reduce((sum, { documents: count }) => sum + count, 0)
  expect(new Set(lines.map(({ type }) => type))).toEqual(new Set(['SalesOrd']))
  expect(documents).toBeGreaterThan(10)
  // Each document has at least a line for its total and one for its goods.
  expect(lines.reduce((sum, { lines: count }) => sum + count, 0)).toBeGreaterThanOrEqual(2 * documents)
  expect(calls.map(({ connection }) => connection).sort()).toEqual(['books', 'us-shop'])
  expect((await tool('volume')).out).toContain('Transaction lines in NetSuite')
})
