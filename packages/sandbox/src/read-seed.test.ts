import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createSandbox } from './create-sandbox.js'
import { makeShop } from './generate/make-shop.js'
import type { JsonObject } from './json.js'
import { readSeed } from './read-seed.js'
import { startSandbox } from './start-sandbox.js'
import { admin } from './tiktok-shop/testing/admin.js'
import { callShop, ordersSearch, rowsOf } from './tiktok-shop/testing/call-shop.js'

const nowMs = Date.parse('2026-03-02T10:00:00Z')
const made = makeShop({ orders: 60, nowMs })
const [shop] = made.seed.tiktokShop?.shops ?? []

const write = (name: string, text: string): string => {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-seed-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

/** The seed with its orders on lines of their own, as somebody would write it by hand. */
const inLines = (orders: readonly object[]): string =>
  [
    JSON.stringify({ ...made.seed, tiktokShop: { shops: [{ ...shop, orders: [] }] } }),
    '{"rowsOf":["tiktokShop","shops","0","orders"]}',
    ...orders.map(order => JSON.stringify(order)),
  ].join('\n')

const open = async (path: string) => createSandbox({ seed: await readSeed(path), clock: { at: nowMs } })

test('a seed in lines makes the same sandbox as the seed in one piece, now and three days on', async () => {
  const [whole, lines] = [
    await open(write('seed.json', JSON.stringify(made.seed))),
    await open(write('seed.ndjson', inLines(made.orders))),
  ]

  expect(lines.dump()).toEqual(whole.dump())
  const search = { path: ordersSearch, query: { page_size: '100' }, body: { order_status: 'ON_HOLD' } }
  const found = await callShop(lines, search)
  expect(found.data?.['total_count']).toBeGreaterThan(0)
  expect(found).toEqual(await callShop(whole, search))
  const list = async (sandbox: typeof whole, query: string) => admin(sandbox, 'GET', `/orders?${query}`)
  expect(await list(lines, 'status=IN_TRANSIT&limit=2')).toEqual(
    await list(whole, 'status=IN_TRANSIT&limit=2'),
  )
  expect(await list(lines, 'buyer_nickname=shopper3')).toMatchObject({ count: 1 })

  for (const sandbox of [whole, lines]) sandbox.clock.advance(3 * 24 * 3_600_000)
  const byId = (sandbox: typeof whole): readonly JsonObject[] =>
    [...rowsOf(Object(sandbox.dump().systems['tiktok-shop']).shops[0], 'orders')].sort((one, other) =>
      String(one['id']) < String(other['id']) ? -1 : 1,
    )
  expect(byId(lines)).toEqual(byId(whole))
})

test('what nobody has read is kept as it came, by a state file and over HTTP', async () => {
  const stateFile = write('state.json', '')
  rmSync(stateFile)
  const [first] = made.orders
  const seed = await readSeed(write('seed.ndjson', inLines(made.orders)))
  const running = await startSandbox({ seed, stateFile, clock: { at: nowMs } })
  await admin(running, 'PATCH', `/orders/${first?.id}`, { buyer_message: 'Changed' })
  const answer = await fetch(`${running.netsuiteUrl}/_sandbox/state`, {
    headers: { accept: 'application/x-ndjson' },
  })
  const text = await answer.text()
  const before = running.dump()
  await running.close()

  const again = await startSandbox({ stateFile, clock: { at: nowMs } })
  const other = await startSandbox({ clock: { at: nowMs } })
  onTestFinished(async () => {
    await again.close()
    await other.close()
  })
  const put = await fetch(`${other.netsuiteUrl}/_sandbox/state`, {
    method: 'PUT',
    body: text,
    headers: { 'content-type': 'application/x-ndjson' },
  })

  expect(put.status).toBe(204)
  expect(text).toContain(JSON.stringify(made.orders[1]))
  for (const sandbox of [again, other]) {
    expect(await admin(sandbox, 'GET', `/orders/${first?.id}`)).toMatchObject({ buyer_message: 'Changed' })
    expect(await admin(sandbox, 'GET', '/orders?limit=0')).toEqual({ count: 60, orders: [] })
    expect(sandbox.dump().systems['netsuite']).toEqual(before.systems['netsuite'])
  }
})

test('a wrong head is refused at once, a wrong order when it is asked for', async () => {
  const { line_items: _, ...unlined } = made.orders[0] ?? { id: '', line_items: [] }
  await expect(
    open(write('seed.ndjson', inLines([{ ...unlined, create_time: 'yesterday' }]))),
  ).rejects.toThrow('create_time')
  await expect(readSeed(write('seed.ndjson', inLines([]).replace('"0"', '"9"')))).rejects.toThrow(
    'line 2: There is no list',
  )

  const sandbox = await open(write('seed.ndjson', inLines([unlined])))
  await expect(admin(sandbox, 'GET', `/orders/${unlined.id}`)).rejects.toThrow(
    /order of the seed is wrong[\s\S]*line_items/,
  )
})
