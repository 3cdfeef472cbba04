import { readFileSync, writeFileSync } from 'node:fs'
import { makeShop, startSandbox } from '@tiktok-ns/sandbox'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { writeDemoProject } from '../demo/demo-project.js'
import { runTool } from '../testing/run-tool.js'
import { temporaryFolder } from '../testing/temporary-folder.js'

const answer = z.object({
  findings: z.array(
    z.object({
      ok: z.boolean(),
      where: z.string(),
      subject: z.string(),
      message: z.string(),
      next: z.string().optional(),
    }),
  ),
})

const warehouse = '7068517275539719942'

/** What doctor finds in the orders flow of a merchant whose settings end with these lines. */
const examine = async (
  settings: string,
  prepare: (netsuiteUrl: string) => Promise<unknown> = async () => {},
) => {
  const shop = makeShop({ orders: 5, skus: 6, seed: 3, nowMs: Date.now() - 5_000 })
  const netsuite = { ...shop.seed.netsuite, customFields: [{ id: 'custbody_tts_creator' }] }
  const sandbox = await startSandbox({ seed: { ...shop.seed, netsuite }, randomSeed: 3 })
  onTestFinished(() => sandbox.close())
  await prepare(sandbox.netsuiteUrl)
  const { file } = writeDemoProject(sandbox, shop, temporaryFolder())
  writeFileSync(file, `${readFileSync(file, 'utf8')}${settings.replace(/^(?=.)/gm, '      ')}\n`)
  const { code, out } = await runTool(['--project', file, '--json', 'doctor'])
  const { findings } = answer.parse(JSON.parse(out))
  const found = (subject: string) =>
    findings.filter(finding => finding.where === 'orders' && finding.subject === subject)
  return { code, found }
}

const post = (url: string, type: string, record: object) =>
  fetch(`${url}/_sandbox/netsuite/records/${type}`, { method: 'POST', body: JSON.stringify(record) })

test('settings that are true of both systems are right', async () => {
  const { code, found } = await examine(
    `fbtLocation: '2'
locations: { '${warehouse}': '1' }
customFields: { custbody_tts_creator: creator_username }`,
  )

  expect(code).toBe(0)
  for (const subject of ['saved ids', 'warehouses', 'location map', 'custom fields', 'SKUs'])
    expect(found(subject)).toEqual([expect.objectContaining({ ok: true })])
  // What exists may still be another one: names are seen at once.
  expect(found('location map')[0]?.message).toMatch(
    new RegExp(`^warehouse ${warehouse} \\(.+\\) is 1 \\(.+\\): look`),
  )
})

test('an internal id that NetSuite lacks, a name in place of one, and an inactive record are said with their setting', async () => {
  const { code, found } = await examine(
    `fbtLocation: '99'
locations: { '${warehouse}': '77' }
department: Sales
shipMethod: '88'
taxCodes: { GB: '55' }`,
    url => post(url, 'location', { id: '77', name: 'Closed', isInactive: true }),
  )

  expect(code).toBe(1)
  const messages = found('saved ids').map(({ message }) => message)
  expect(messages).toHaveLength(5)
  expect(messages).toContainEqual(expect.stringMatching(/^fbtLocation is 99, .* no location of that/))
  expect(messages).toContainEqual(expect.stringMatching(/^department is Sales, .* no department of that/))
  expect(messages).toContainEqual(expect.stringMatching(/^locations\.\d+ is 77, .* location is inactive/))
  expect(messages).toContainEqual(expect.stringMatching(/^shipMethod is 88, .* no ship method of that/))
  expect(messages).toContainEqual(expect.stringMatching(/^taxCodes\.GB is 55, .* no tax code of that/))
  for (const { next } of found('saved ids')) expect(next).toBeDefined()
})

test('a warehouse that the shop does not have is said', async () => {
  const { code, found } = await examine(`locations: { '${warehouse}': '1', '123': '1' }`)

  expect(code).toBe(1)
  expect(found('warehouses')).toEqual([
    expect.objectContaining({
      ok: false,
      message: 'locations names the warehouse 123, which the shop does not have',
    }),
  ])
})

test('warehouses that are closed or take returns, and a location behind two of them, are said', async () => {
  const [closed, returns] = ['7068517275539719942', '7068517275539719943']
  const shop = makeShop({ orders: 0, skus: 1, missingSku: false, nowMs: Date.now() - 5_000 })
  const [seed] = shop.seed.tiktokShop?.shops ?? []
  if (seed === undefined) throw new Error('there is no shop')
  const warehouses = (seed.warehouses ?? []).map(row =>
    row.id === closed ? { ...row, effect_status: 'DISABLED' } : row,
  )
  const sandbox = await startSandbox({
    seed: { ...shop.seed, tiktokShop: { shops: [{ ...seed, warehouses }] } },
  })
  onTestFinished(() => sandbox.close())
  const { file } = writeDemoProject(sandbox, shop, temporaryFolder())
  const text = readFileSync(file, 'utf8')
  const [connections = ''] = text.split(/^flows:/m)
  writeFileSync(
    file,
    `${connections}flows:
  stock:
    flow: '@tiktok-ns/flows/inventory/netsuite-stock-to-tiktok-inventory.flow.yaml'
    connections: ${/^ {4}connections: (.*)$/m.exec(text)?.[1]}
    settings: { warehouses: { '${closed}': ['1'], '${returns}': ['1', '2'] } }
`,
  )

  const { code, out } = await runTool(['--project', file, '--json', 'doctor'])

  const told = answer.parse(JSON.parse(out)).findings.filter(({ subject }) => subject === 'warehouses')
  expect(code).toBe(1)
  expect(told.map(({ message }) => message)).toEqual([
    expect.stringContaining(`(${closed}), which is closed in TikTok Shop`),
    expect.stringContaining(`(${returns}), which takes returns`),
    expect.stringMatching(/^the location 1 stands behind 2 warehouses/),
  ])
})

test('a custom field that is not there is said', async () => {
  const { code, found } = await examine('customFields: { custbody_tts_creator: a, custbody_tts_gone: b }')

  expect(code).toBe(1)
  expect(found('custom fields')).toEqual([
    expect.objectContaining({ ok: false, message: expect.stringContaining('custbody_tts_gone') }),
  ])
})

test('a promotion is looked up by its internal id: one that is there, one that is inactive, and none', async () => {
  const promotions = async (url: string) => {
    await post(url, 'promotionCode', { id: '70', name: 'TikTok discounts', code: 'TIKTOK' })
    await post(url, 'promotionCode', { id: '71', name: 'Old', code: 'OLD', isInactive: true })
  }
  const check = async (id: string) => {
    const { found } = await examine(`discountAs: promotion\npromotionCode: '${id}'`, promotions)
    return found('promotion code')
  }

  expect(await check('70')).toEqual([
    expect.objectContaining({
      ok: true,
      message: 'the promotion 70 exists and is active: TikTok discounts',
    }),
  ])
  expect(await check('71')).toEqual([
    expect.objectContaining({ ok: false, message: expect.stringContaining('that promotion is inactive') }),
  ])
  expect(await check('TIKTOK')).toEqual([
    expect.objectContaining({ ok: false, message: expect.stringContaining('sees no promotion of that') }),
  ])
})

test('the share of SKUs that NetSuite has is said; a low one is wrong', async () => {
  const usual = await examine('')
  const poor = await examine(`skuMap: { ${unmapped} }`)

  expect(usual.found('SKUs')).toEqual([
    expect.objectContaining({ ok: true, message: expect.stringMatching(/6 of the shop's 7 SKUs \(85 %\)/) }),
  ])
  expect(poor.code).toBe(1)
  expect(poor.found('SKUs')).toEqual([
    expect.objectContaining({ ok: false, next: expect.stringContaining('sku report') }),
  ])
})

test('flows between the same two systems are told of their SKUs by one reading of both catalogues', async () => {
  const shop = makeShop({ orders: 5, skus: 6, seed: 3, nowMs: Date.now() - 5_000 })
  const sandbox = await startSandbox({ seed: shop.seed, randomSeed: 3 })
  onTestFinished(() => sandbox.close())
  const { file } = writeDemoProject(sandbox, shop, temporaryFolder())
  const searches = () => sandbox.calls.list({}).filter(({ path }) => path.endsWith('/products/search')).length
  await runTool(['--project', file, 'doctor'])
  const withOneFlow = searches()

  const text = readFileSync(file, 'utf8')
  const flow = text.slice(text.indexOf('  orders:')).replace('  orders:', '  again:')
  writeFileSync(file, `${text}${flow}`)
  const { out } = await runTool(['--project', file, '--json', 'doctor'])

  const told = answer.parse(JSON.parse(out)).findings.filter(({ subject }) => subject === 'SKUs')
  expect(told.map(({ where }) => where)).toEqual(['orders', 'again'])
  expect(searches()).toBe(2 * withOneFlow)
})

test('what there is not in the market of the shop is said before a call is refused', async () => {
  const shop = makeShop({ orders: 3, skus: 4, seed: 3, nowMs: Date.now() - 5_000, regions: ['ID'] })
  const sandbox = await startSandbox({ seed: shop.seed, randomSeed: 3 })
  onTestFinished(() => sandbox.close())
  const { file } = writeDemoProject(sandbox, shop, temporaryFolder())
  const flow = (name: string, path: string, settings: string) =>
    `  ${name}:\n    flow: '@tiktok-ns/flows/${path}.flow.yaml'\n    connections: { shop: us-shop, erp: books }\n    settings: ${settings}\n`
  const shipments = 'fulfillment/netsuite-fulfillments-to-tiktok-packages'
  const payments = "{ bankAccount: '1000', clearingAccount: '1160' }"
  writeFileSync(
    file,
    `${readFileSync(file, 'utf8')}${flow('paid', 'settlement/tiktok-payments-to-netsuite-bank', payments)}${flow('shipped', shipments, '{}')}${flow('handed', shipments, '{ market: ID }')}`,
  )

  const { code, out } = await runTool(['--project', file, '--json', 'doctor'])

  expect(code).toBe(1)
  const told = answer.parse(JSON.parse(out)).findings.filter(({ subject }) => subject === 'market')
  expect(told).toMatchObject([
    { where: 'paid', ok: false, next: expect.stringContaining('tiktok-withdrawals-to-netsuite-bank') },
    { where: 'shipped', ok: false, message: 'TikTok Shop lets no order be marked as shipped in ID' },
  ])
})

/** Every SKU of the shop mapped to a name that no item has. */
const seed = JSON.stringify(makeShop({ orders: 5, skus: 6, seed: 3, nowMs: 0 }).seed)
const sellerSkus = new Set([...seed.matchAll(/"seller_sku":"([^"]+)"/g)].map(([, sku]) => sku))
const unmapped = [...sellerSkus].map(sku => `'${sku}': nowhere`).join(', ')
