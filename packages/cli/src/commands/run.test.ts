import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { makeShop, type RunningSandbox, startSandbox } from '@tiktok-ns/sandbox'
import { expect, onTestFinished, test } from 'vitest'
import { demoFaults } from '../demo/demo-faults.js'
import { writeDemoProject } from '../demo/demo-project.js'
import { verifyBooks } from '../demo/verify-books.js'
import { runTool } from '../testing/run-tool.js'
import { temporaryFolder } from '../testing/temporary-folder.js'

const openShop = async (
  options: {
    readonly orders?: number
    readonly seed?: number
    readonly faults?: typeof demoFaults
    readonly maxAttempts?: number
  } = {},
) => {
  const { orders = 40, seed = 3, faults = [], maxAttempts } = options
  const shop = makeShop({ orders, seed, nowMs: Date.now() - 5_000 })
  const sandbox: RunningSandbox = await startSandbox({ seed: shop.seed, randomSeed: seed, faults })
  onTestFinished(() => sandbox.close())
  const project = writeDemoProject(sandbox, shop, temporaryFolder())
  if (maxAttempts !== undefined)
    change(project.file, / {6}baseUrl:/g, `      maxAttempts: ${maxAttempts}\n      baseUrl:`)
  return { shop, sandbox, ...project }
}

const change = (file: string, from: string | RegExp, to: string): void =>
  writeFileSync(file, readFileSync(file, 'utf8').replace(from, to))

test('orders are imported, the unknown SKU is parked, explained, cured and retried, and nothing is written twice', async () => {
  const { sandbox, shop, file, key } = await openShop()

  const first = await runTool(['--project', file, 'run', 'orders'])
  expect(first.code).toBe(1)
  expect(first.out).toMatch(/failed +1\n +1 +missing/)

  const listed = await runTool(['--project', file, 'errors'])
  expect(listed.out).toContain(shop.missing?.orderId)
  expect(listed.out).toContain(`NetSuite has no match for "${shop.missing?.sellerSku}"`)
  expect(listed.out).toContain('What to do: Add it there')

  await fetch(`${sandbox.netsuiteUrl}/_sandbox/netsuite/records/inventoryItem`, {
    method: 'POST',
    body: JSON.stringify(shop.missing?.item),
  })
  expect(await runTool(['--project', file, 'retry'])).toMatchObject({ code: 0 })
  expect((await runTool(['--project', file, 'errors'])).out).toBe('nothing is parked')

  const writesBefore = sandbox.calls.list({
    system: 'netsuite',
    method: 'POST',
    path: '/services/rest/record/v1/salesOrder',
  }).length
  await runTool(['--project', file, 'run'])
  expect(
    sandbox.calls.list({ system: 'netsuite', method: 'POST', path: '/services/rest/record/v1/salesOrder' }),
  ).toHaveLength(writesBefore)
  expect(await verifyBooks(sandbox, key)).toMatchObject({ faults: [] })
})

test('with faults of every kind the books come out the same', async () => {
  const { sandbox, file, key } = await openShop({ faults: demoFaults, seed: 5, orders: 60 })

  await runTool(['--project', file, 'run'])

  const { expected, faults } = await verifyBooks(sandbox, key)
  expect(expected).toBeGreaterThan(40)
  // Only the order whose SKU NetSuite does not have is not there.
  expect(faults).toHaveLength(1)
  expect(sandbox.calls.list({ system: 'netsuite' }).some(({ fault }) => fault !== undefined)).toBe(true)
})

test('--json prints one object for machines, and nothing else', async () => {
  const { file } = await openShop({ orders: 10 })

  const { out, err } = await runTool(['--project', file, '--json', 'run'])

  expect(JSON.parse(out)).toMatchObject({
    runs: [{ flow: 'orders', state: 'completed', counts: { read: 10 } }],
  })
  expect(err).toBe('')
})

test('a malformed answer stops the run with its beginning, and the next run goes on with nothing lost', async () => {
  const { sandbox, file, key } = await openShop({ orders: 12, maxAttempts: 1 })
  sandbox.faults.add({
    system: 'tiktok-shop',
    path: '/order/202309/orders/search',
    probability: 1,
    skip: 0,
    fault: { kind: 'truncated-json' },
  })

  const broken = await runTool(['--project', file, 'run'])
  expect(broken.code).toBe(3)
  expect(broken.out).toMatch(/stopped: TikTok Shop answered with something that is not its usual envelope/)
  expect(broken.out).toMatch(/the answer began: \{"code":0/)
  expect(broken.out).not.toMatch(/sandbox-app-secret|sandbox-access-token/)

  sandbox.faults.clear()
  await runTool(['--project', file, 'run'])
  expect((await verifyBooks(sandbox, key)).faults).toHaveLength(1)
})

test('a system that is not there ends with exit code 3 and what to check', async () => {
  const { sandbox, file } = await openShop({ orders: 5, maxAttempts: 1 })
  change(file, new RegExp(sandbox.tiktokShopUrl, 'g'), 'http://127.0.0.1:2')

  const { code, out } = await runTool(['--project', file, 'run'])

  expect(code).toBe(3)
  expect(out).toMatch(/Could not connect to 127\.0\.0\.1/)
  expect(out).toMatch(/Check the network and the base URL/)
})

test.each([
  [
    'a missing secret',
    (file: string) => change(join(dirname(file), '.env'), /TIKTOK_APP_SECRET=.*/, ''),
    /tiktok-ns\.yaml:8:18 {2}the environment variable TIKTOK_APP_SECRET is not set; set TIKTOK_APP_SECRET/,
  ],
  [
    'an unknown connection',
    (file: string) => change(file, 'shop: us-shop', 'shop: us-shp'),
    /tiktok-ns\.yaml:\d+:\d+ {2}there is no connection "us-shp"; did you mean "us-shop"\?/,
  ],
  [
    'an unknown connector',
    (file: string) => change(file, 'connector: netsuite', 'connector: netsuit'),
    /there is no connector "netsuit"; did you mean "netsuite"\?/,
  ],
  [
    'a misspelt setting',
    (file: string) => change(file, 'discountItem:', 'discuntItem:'),
    /there is no setting "discuntItem"; did you mean "discountItem"\?/,
  ],
  [
    'a missing setting',
    (file: string) => change(file, / {6}customer: .*\n/, ''),
    /the setting "customer" is missing; give it: Internal id of the NetSuite customer/,
  ],
  [
    'a misspelt key',
    (file: string) => change(file, 'flows:', 'flow:'),
    /tiktok-ns\.yaml:\d+:1 {2}the project file has an unknown key "flow"; did you mean "flows"\?/,
  ],
  [
    'a flow that is not there',
    (file: string) => change(file, 'sales-orders.flow.yaml', 'sales.flow.yaml'),
    /cannot be read; check the path/,
  ],
  [
    'broken YAML',
    (file: string) => change(file, 'flows:', 'flows: ['),
    /tiktok-ns\.yaml:\d+:\d+ {2}.*correct the YAML here/,
  ],
])('%s: named with file and line, exit code 2, nothing started', async (_, spoil, message) => {
  const { sandbox, file } = await openShop({ orders: 5 })
  spoil(file)

  const { code, err } = await runTool(['--project', file, 'run'])

  expect(err).toMatch(message)
  expect(code).toBe(2)
  expect(sandbox.calls.list({})).toEqual([])
})

test('an unknown flow and a project that is not there are named', async () => {
  const { file } = await openShop({ orders: 5 })

  expect((await runTool(['--project', file, 'run', 'order'])).err).toContain(
    'the project has no flow "order"; did you mean "orders"?',
  )
  expect(await runTool(['--project', `${file}.missing`, 'run'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('there is no project file'),
  })
})

test('a record that is not parked, a kind that there is not and a file that is no record are refused in words', async () => {
  const { file } = await openShop({ orders: 3 })
  const refused = async (...args: string[]) => {
    const { code, err } = await runTool(['--project', file, ...args])
    return [code, err]
  }

  expect(await refused('retry', '999')).toEqual([2, expect.stringContaining('no open record 999')])
  expect(await refused('retry', '--kind', 'mising')).toEqual([
    2,
    expect.stringContaining('did you mean "missing"?'),
  ])
  expect(await refused('errors', 'edit', '999', '/nowhere.json')).toEqual([
    2,
    'there is no file /nowhere.json that can be read; check the path',
  ])
})
