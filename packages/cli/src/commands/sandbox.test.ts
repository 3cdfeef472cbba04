import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createProgram } from '../create-program.js'
import { runTool } from '../testing/run-tool.js'
import { temporaryFolder } from '../testing/temporary-folder.js'

const anyPorts = ['--tiktok-port', '0', '--netsuite-port', '0'] as const

/** Starts the command as a shell would, and stops it when the test is over. */
const startTool = async (...args: string[]) => {
  const stopping = new AbortController()
  const codes: number[] = []
  let running = Promise.resolve<unknown>(undefined)
  const printed = new Promise<string>((resolve, reject) => {
    const program = createProgram({
      context: json => ({
        terminal: { interactive: false, out: resolve, err: () => undefined },
        json,
        signal: stopping.signal,
      }),
      ended: code => codes.push(code),
    })
    running = program.parseAsync(['--json', 'sandbox', ...anyPorts, ...args], { from: 'user' })
    running.catch(reject)
  })
  const stop = async () => {
    stopping.abort()
    await running
  }
  onTestFinished(stop)
  return { addresses: JSON.parse(await printed), codes, stop }
}

const get = async (url: string) => JSON.parse(await (await fetch(url)).text())

test('serves what was made up, at the moment asked for, until it is stopped', async () => {
  const { addresses, codes, stop } = await startTool(
    '--generate',
    'orders=30,skus=8,seed=4,rare=yes',
    '--clock',
    '2026-03-02T10:00:00Z',
  )

  expect(addresses).toMatchObject({
    tiktokShop: { credentials: { appKey: 'sandboxapp' }, shops: [{ cipher: expect.any(String) }] },
    netsuite: { url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) },
  })
  expect(await get(`${addresses.admin}/clock`)).toMatchObject({
    mode: 'fixed',
    now: '2026-03-02T10:00:00.000Z',
  })
  const { shops } = await get(`${addresses.admin}/tiktok-shop/shops`)
  expect(shops).toMatchObject([{ orderCount: 40 }])

  await stop()
  expect(codes).toEqual([0])
  await expect(fetch(addresses.admin)).rejects.toThrow('fetch failed')
})

test('keeps its state in a file, which outweighs the seed', async () => {
  const state = join(temporaryFolder(), 'state.json')
  const first = await startTool('--generate', 'orders=12', '--state', state)
  await first.stop()
  const second = await startTool('--state', state)

  expect(await get(`${second.addresses.admin}/tiktok-shop/shops`)).toMatchObject({
    shops: [{ orderCount: 12 }],
  })
})

test('serves a seed file and meets the faults of a file', async () => {
  const folder = temporaryFolder()
  const seed = join(folder, 'seed.json')
  const faults = join(folder, 'faults.json')
  writeFileSync(seed, JSON.stringify({ netsuite: { account: 'TSTDRV42' } }))
  writeFileSync(faults, JSON.stringify([{ id: 'down', fault: { kind: 'status', status: 503 } }]))
  const { addresses } = await startTool('--seed', seed, '--faults', faults)

  expect(addresses.netsuite.credentials.account).toBe('TSTDRV42')
  expect((await fetch(`${addresses.netsuite.url}/services/rest/record/v1/customer`)).status).toBe(503)
})

test('each NetSuite account of a seed has an address and credentials, also when they come from a state', async () => {
  const folder = temporaryFolder()
  const seed = join(folder, 'seed.json')
  const state = join(folder, 'state.ndjson')
  const tokens = [{ consumerKey: 'a', consumerSecret: 'b', tokenId: 'c', tokenSecret: 'd' }]
  writeFileSync(seed, JSON.stringify({ netsuite: [{ account: 'ONE' }, { account: '42_SB2', tokens }] }))
  const first = await startTool('--seed', seed, '--state', state)
  await first.stop()
  const { addresses } = await startTool('--state', state)

  expect(addresses.netsuite.credentials.account).toBe('ONE')
  expect(addresses.netsuiteAccounts).toMatchObject([
    addresses.netsuite,
    { credentials: { account: '42_SB2', consumerKey: 'a', tokenSecret: 'd' } },
  ])
  const urls = new Set(addresses.netsuiteAccounts.map(({ url }: { url: string }) => url))
  expect(urls.size).toBe(2)
  expect(await get(`${addresses.admin}/netsuite/accounts/42_SB2/records`)).toMatchObject({ counts: {} })
})

test('a seed in lines may have any size', async () => {
  const seed = join(temporaryFolder(), 'seed.ndjson')
  const items = [1, 2].map(id => JSON.stringify({ id: String(id), itemId: `SKU-${id}` }))
  writeFileSync(
    seed,
    [
      '{"netsuite":{"records":{"inventoryItem":[]}}}',
      '{"rowsOf":["netsuite","records","inventoryItem"]}',
      ...items,
    ].join('\n'),
  )
  const { addresses } = await startTool('--seed', seed)

  expect((await get(`${addresses.admin}/netsuite/records`)).counts).toMatchObject({ inventoryItem: 2 })
})

test('a month that was lived through has statements', async () => {
  const { addresses } = await startTool('--generate', 'of=month,orders=30,days=20')
  const [shop] = addresses.tiktokShop.shops
  const { finance } = await get(`${addresses.admin}/tiktok-shop/shops/${shop.id}`)

  expect(finance.statements.length).toBeGreaterThan(2)
})

test.each([
  [['--seed', 'nowhere.json'], 'there is no file nowhere.json; check --seed'],
  [['--generate', 'ordres=5'], '"ordres=5" is not understood; write it like orders=500'],
  [['--generate', 'of=month,rare=yes'], 'rare=yes goes with of=shop alone'],
  [['--generate', 'of=month,accounts=per-shop'], 'accounts=per-shop goes with of=shop alone'],
  [['--clock', 'tomorrow'], '--clock tomorrow is no instant; write it like 2026-01-31T08:00:00Z'],
  [['--seed', 'a.json', '--generate', 'orders=5'], 'give one of them'],
  [['--host', '0.0.0.0'], 'reachable from other machines'],
])('%s is refused with what to do', async (args, message) => {
  const { code, err } = await runTool(['sandbox', ...anyPorts, ...args])

  expect(code).toBe(2)
  expect(err).toContain(message)
})

test('a wrong seed is refused with its wrong place, and a port that is taken by name', async () => {
  const file = join(temporaryFolder(), 'seed.json')
  writeFileSync(file, JSON.stringify({ tiktokShop: { shops: [{ id: 7 }] } }))
  expect((await runTool(['sandbox', '--seed', file])).err).toContain('tiktokShop.shops[0].id')
  writeFileSync(file, '{')
  expect((await runTool(['sandbox', '--seed', file])).err).toContain('is not JSON')

  const { addresses } = await startTool()
  const taken = new URL(addresses.tiktokShop.url).port
  expect((await runTool(['sandbox', '--tiktok-port', taken])).err).toContain('give another --tiktok-port')
})
