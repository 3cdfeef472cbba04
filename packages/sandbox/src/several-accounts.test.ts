import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createSandbox, type Sandbox } from './create-sandbox.js'
import { makeShop } from './generate/make-shop.js'
import { isJsonObject, type JsonObject } from './json.js'
import type { NetSuiteSeed } from './netsuite/seed.js'
import { callNetSuite, signatureHeader, type TestCall } from './netsuite/testing/call-netsuite.js'
import { shopSeed } from './netsuite/testing/keep-books.js'
import { checkSeed, type SandboxSeed, seedProblems } from './seed.js'
import { startSandbox } from './start-sandbox.js'
import { callShop, ordersSearch, rowsOf } from './tiktok-shop/testing/call-shop.js'

const nowMs = Date.parse('2026-03-02T10:00:00Z')
const american = 'TSTDRV0000001'
const british = '7654321_SB2'

/** Two shops of one seller, and a company in NetSuite for each: one keeps its books in pounds. */
const britishBooks: NetSuiteSeed = {
  ...shopSeed,
  account: british,
  concurrency: 1,
  records: {
    ...shopSeed.records,
    subsidiary: [{ id: '1', name: 'Example Goods Ltd.', currency: { id: '1', refName: 'GBP' } }],
    currency: [{ id: '1', name: 'GBP', symbol: 'GBP', exchangeRate: 1, isBaseCurrency: true }],
  },
}
const seed: SandboxSeed = {
  tiktokShop: makeShop({ orders: 4, nowMs, regions: ['US', 'GB'] }).seed.tiktokShop,
  netsuite: [{ ...shopSeed, account: american }, britishBooks],
}
const open = (options: Omit<Parameters<typeof createSandbox>[0], 'seed'> = {}): Sandbox =>
  createSandbox({ clock: { at: nowMs }, ...options, seed })

const call = (sandbox: Pick<Sandbox, 'netsuite' | 'clock'>, account: string, own: TestCall) =>
  callNetSuite(sandbox, { ...own, credentials: { account } })

const order: JsonObject = {
  entity: { id: '1001' },
  externalId: 'TTS-SO-1',
  item: {
    items: [{ item: { id: '2001' }, quantity: 2, rate: 10, price: { id: '-1' }, location: { id: '1' } }],
  },
}

/** Orders two mugs, ships and bills them. */
const sell = async (sandbox: Sandbox, account: string): Promise<void> => {
  const { id } = await call(sandbox, account, { path: 'salesOrder', body: order })
  for (const target of ['itemFulfillment', 'invoice']) {
    const made = await call(sandbox, account, { path: `salesOrder/${id}/!transform/${target}`, body: {} })
    expect(made.status).toBe(204)
  }
}

const ask = async (sandbox: Sandbox, path: string): Promise<JsonObject> => {
  const answer = await sandbox.admin('GET', path)
  if (!isJsonObject(answer)) throw new Error(`${path} answers no object`)
  return answer
}

test('each account has records, books and stock of its own; its host says which is meant', async () => {
  const sandbox = open()
  await sell(sandbox, british)

  expect((await call(sandbox, british, { path: 'salesOrder/eid:TTS-SO-1' })).status).toBe(200)
  expect((await call(sandbox, american, { path: 'salesOrder/eid:TTS-SO-1' })).status).toBe(400)
  expect((await call(sandbox, american, { path: 'salesOrder', body: order })).status).toBe(204)
  const [us, gb] = [american, british].map(account => sandbox.netsuiteAccount(account))
  expect([us, gb].map(account => account?.ledger.balance('4000'))).toEqual(['0.00', '-20.00'])
  expect([us, gb].map(account => account?.stock.levels('2001')[0]?.onHand)).toEqual([10, 8])
  expect([us, gb].map(account => account?.stock.levels('2001')[0]?.committed)).toEqual([2, 0])
  expect(sandbox.netsuite.account).toBe(american)
  expect(sandbox.netsuite.ledger.trialBalance()).toEqual(us?.ledger.trialBalance())
  const { body } = await call(sandbox, british, {
    path: '/services/rest/query/v1/suiteql',
    headers: { prefer: 'transient' },
    body: { q: "SELECT COUNT(*) AS total FROM transaction WHERE type = 'CustInvc'" },
  })
  expect(body['items']).toMatchObject([{ total: '1' }])
})

test('shops stand beside the accounts, each with its orders', async () => {
  const sandbox = open()
  const [us, gb] = seed.tiktokShop?.shops ?? []
  const ordersOf = async (cipher = '') => {
    const search = { path: ordersSearch, query: { page_size: '20', shop_cipher: cipher }, body: {} }
    return rowsOf((await callShop(sandbox, search)).data, 'orders').length
  }

  expect([await ordersOf(us?.cipher), await ordersOf(gb?.cipher)]).toEqual([4, 4])
})

test('without a consent of its own, a seed’s shops are all open to the token that every sandbox knows', async () => {
  const shop = (number: number) => ({
    id: `${number}`,
    name: 'Shop',
    code: `C${number}`,
    cipher: `TTP_${number}`,
  })
  const sandbox = createSandbox({ clock: { at: nowMs }, seed: { tiktokShop: { shops: [shop(1), shop(2)] } } })

  const { data } = await callShop(sandbox, { path: '/authorization/202309/shops', noCipher: true })

  expect(rowsOf(data, 'shops').map(({ cipher }) => cipher)).toEqual(['TTP_1', 'TTP_2'])
})

test('a token opens its own account alone', async () => {
  const sandbox = open()
  const url = new URL('https://7654321-sb2.suitetalk.api.netsuite.com/services/rest/record/v1/customer/1001')
  const realm = { credentials: { account: american } }
  const answer = await sandbox.netsuite.fetch(url, {
    headers: { authorization: signatureHeader(url, 'GET', sandbox.clock.nowSecs(), realm) },
  })

  expect(answer.status).toBe(401)
  expect(await ask(sandbox, `/netsuite/accounts/${british}/login-audit`)).toMatchObject({
    refused: [{ refused: expect.stringContaining('realm') }],
  })
  expect(await ask(sandbox, '/netsuite/login-audit')).toEqual({ refused: [] })
})

test('the limit on requests at once is each account’s own', async () => {
  const sandbox = open({ latencyMs: { netsuite: 5 } })
  const read = (account: string) => call(sandbox, account, { path: 'customer/1001' })

  const answers = await Promise.all([read(british), read(british), read(american), read(american)])

  expect(answers.map(({ status }) => status)).toEqual([200, 429, 200, 200])
})

test('faults strike, and calls are listed, by account', async () => {
  const sandbox = open({ faults: [{ account: british, fault: { kind: 'status' } }] })
  const read = (account: string) => call(sandbox, account, { path: 'customer/1001' })

  expect([(await read(american)).status, (await read(british)).status]).toEqual([200, 503])
  expect(sandbox.calls.list({ account: british })).toMatchObject([{ system: 'netsuite', status: 503 }])
  expect(await ask(sandbox, `/calls?account=${american}`)).toMatchObject({ calls: [{ account: american }] })
})

test('under /_sandbox an account is named, or is the one that is called', async () => {
  const sandbox = open()
  await sandbox.admin('POST', `/netsuite/accounts/${british}/records/location`, { id: '7', name: 'Leeds' })
  const { fetch } = sandbox.netsuiteAccount(british)
  const near = await fetch('http://localhost/_sandbox/netsuite/records/location/7')

  expect(await near.json()).toEqual({ id: '7', name: 'Leeds' })
  await expect(sandbox.admin('GET', '/netsuite/records/location/7')).rejects.toThrow('no location 7')
  expect(await ask(sandbox, '/netsuite/accounts')).toMatchObject({
    accounts: [{ account: american, timeZone: 'UTC', tokens: [{}] }, { account: british }],
  })
  await expect(sandbox.admin('GET', '/netsuite/accounts/OTHER/records')).rejects.toThrow(
    `There is no NetSuite account OTHER; there is ${american}, ${british}.`,
  )
})

test('a state holds all accounts; it goes back into as many', async () => {
  const sandbox = open()
  await sell(sandbox, british)
  const state = sandbox.dump()

  const other = open()
  other.restore(state)
  expect(other.netsuiteAccount(british).ledger.balance('4000')).toBe('-20.00')
  expect(other.netsuiteAccount(american).ledger.balance('4000')).toBe('0.00')
  expect(() => createSandbox().restore(state)).toThrow(
    'The state holds 2 NetSuite accounts, this sandbox 1: start one with this state as its file',
  )
})

test('over HTTP each account has an address of its own, and a state file brings all back', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sandbox-accounts-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const stateFile = join(folder, 'state.ndjson')
  const read = async ({ netsuiteUrls }: { readonly netsuiteUrls: Readonly<Record<string, string>> }) => {
    const counts: unknown[] = []
    for (const account of [american, british]) {
      const answer = await fetch(`${netsuiteUrls[account]}/_sandbox/netsuite/records/location`)
      const { records }: { records: unknown[] } = JSON.parse(await answer.text())
      counts.push(records.length)
    }
    return counts
  }
  const first = await startSandbox({ seed, stateFile, clock: { at: nowMs } })
  expect(first.netsuiteUrls[american]).toBe(first.netsuiteUrl)
  await fetch(`${first.netsuiteUrls[british]}/_sandbox/netsuite/records/location`, {
    method: 'POST',
    body: JSON.stringify({ name: 'Leeds' }),
  })
  const counts = await read(first)
  await first.close()

  const second = await startSandbox({ stateFile, clock: { at: nowMs } })
  onTestFinished(() => second.close())
  expect(counts).toEqual([2, 3])
  expect(await read(second)).toEqual(counts)
})

test('two accounts of one id are refused, and a mistake is named in the account where it is', () => {
  expect(() => checkSeed({ netsuite: [{}, {}] })).toThrow('Two accounts have the id TSTDRV0000001')
  expect(() => createSandbox({ seed: { netsuite: [{}, {}] } })).toThrow('have the id TSTDRV0000001')
  expect(seedProblems({ netsuite: [{ account: 'A' }, { account: 'B', concurrency: 0 }] })).toMatchObject([
    { path: ['netsuite', 1, 'concurrency'] },
  ])
})
