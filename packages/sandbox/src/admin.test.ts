import { expect, test } from 'vitest'
import { createSandbox } from './create-sandbox.js'
import { makeShop } from './generate/make-shop.js'
import { isJsonObject, type JsonObject } from './json.js'
import { callNetSuite } from './netsuite/testing/call-netsuite.js'
import { sampleAccount, sampleOrder } from './netsuite/testing/sample-account.js'
import { admin as shopAdmin } from './tiktok-shop/testing/admin.js'

const nowMs = Date.parse('2026-03-02T10:00:00Z')

const ask = async (sandbox: ReturnType<typeof createSandbox>, path: string): Promise<JsonObject> => {
  const answer = await sandbox.admin('GET', path)
  if (!isJsonObject(answer)) throw new Error(`${path} answers no object`)
  return answer
}

test('the whole state is read, and put back with the time it was read at', async () => {
  const { seed, kinds } = makeShop({ orders: 20, nowMs })
  const id = [...kinds].find(([, kind]) => kind === 'on-hold')?.[0]
  const sandbox = createSandbox({ clock: { at: nowMs }, seed })
  const state = await sandbox.admin('GET', '/state')
  await sandbox.admin('POST', '/clock', { advanceMs: 86_400_000 })
  await sandbox.admin('POST', '/netsuite/records/location', { name: 'Later' })
  expect(await shopAdmin(sandbox, 'GET', `/orders/${id}`)).not.toMatchObject({ status: 'ON_HOLD' })

  const other = createSandbox({ clock: { at: nowMs } })
  await other.admin('PUT', '/state', state)
  expect(await shopAdmin(other, 'GET', `/orders/${id}`)).toMatchObject({ status: 'ON_HOLD' })
  expect(await other.admin('GET', '/state')).toEqual(state)
})

test('calls are told apart by their members and forgotten; faults and latency as well', async () => {
  const sandbox = sampleAccount()
  await callNetSuite(sandbox, { path: 'customer/1514' })
  await callNetSuite(sandbox, { path: 'customer/1' })

  expect(await ask(sandbox, '/calls?system=netsuite&status=404')).toMatchObject({ count: 1 })
  expect(await ask(sandbox, '/calls?system=tiktok-shop')).toMatchObject({ count: 0 })
  expect(await ask(sandbox, '/calls?limit=1')).toMatchObject({ count: 2, calls: [{ status: 404 }] })
  await sandbox.admin('DELETE', '/calls')
  expect(await ask(sandbox, '/calls')).toEqual({ count: 0, calls: [] })

  await sandbox.admin('POST', '/faults', { fault: { kind: 'status' }, count: 2 })
  expect((await callNetSuite(sandbox, { path: 'customer/1514' })).status).toBe(503)
  expect(await ask(sandbox, '/faults')).toMatchObject({ faults: [{ matched: 1, struck: 1, count: 2 }] })
  await sandbox.admin('DELETE', '/faults')
  expect((await callNetSuite(sandbox, { path: 'customer/1514' })).status).toBe(200)

  await sandbox.admin('PUT', '/latency', { netsuite: 1 })
  expect(await ask(sandbox, '/latency')).toEqual({ 'tiktok-shop': 0, netsuite: 1 })
})

test('records are stored, changed and removed as somebody in NetSuite would', async () => {
  const sandbox = sampleAccount()
  await sandbox.admin('POST', '/netsuite/records/customer', {
    id: '77',
    externalId: 'C-77',
    companyName: 'Old',
    comments: 'none',
  })
  const changed = { companyName: 'New', comments: null }
  await sandbox.admin('PATCH', '/netsuite/records/customer/eid:C-77', changed)
  const stored = await ask(sandbox, '/netsuite/records/customer/77')
  expect(stored).toMatchObject({ id: '77', companyName: 'New' })
  expect(stored).not.toHaveProperty('comments')
  expect((await callNetSuite(sandbox, { path: 'customer/77' })).body).toMatchObject({ companyName: 'New' })
  expect(await ask(sandbox, '/netsuite/records')).toMatchObject({ counts: { customer: 2 } })

  await sandbox.admin('DELETE', '/netsuite/records/customer/77')
  await expect(sandbox.admin('GET', '/netsuite/records/customer/77')).rejects.toThrow('no customer 77')
  await expect(sandbox.admin('GET', '/netsuite/records/spaceship')).rejects.toThrow('no record type')
})

test('ledger and stock are what the process reads', async () => {
  const sandbox = sampleAccount()
  const order = await callNetSuite(sandbox, { path: 'salesOrder', body: sampleOrder })
  const shipped = await callNetSuite(sandbox, {
    path: `salesOrder/${order.id}/!transform/itemFulfillment`,
    body: { shipStatus: { id: 'C' } },
  })
  const invoice = await callNetSuite(sandbox, {
    path: `salesOrder/${order.id}/!transform/invoice`,
    body: {},
  })
  expect([shipped.status, invoice.status]).toEqual([204, 204])
  const { ledger, stock } = sandbox.netsuite

  const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value))
  const read = async (path: string) => plain(await ask(sandbox, `/netsuite${path}`))
  expect(await read('/ledger/trial-balance?asOf=2026-03-31')).toEqual({
    accounts: plain(ledger.trialBalance('2026-03-31')),
  })
  expect(await read('/ledger/accounts/119')).toEqual({
    balance: '35.99',
    rows: plain(ledger.register('119')),
  })
  expect(await read('/ledger/balances?by=order')).toEqual({
    balances: plain(ledger.balancesBy({ by: 'order' })),
  })
  expect(await read(`/ledger/entries/${invoice.id}`)).toEqual({ postings: plain(ledger.entry(invoice.id)) })
  expect(await read('/stock?item=321')).toEqual({ levels: plain(stock.levels('321')) })
  expect(stock.levels('321')).toMatchObject([{ available: 98 }])
})
