import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { makeShop, startSandbox } from '@tiktok-ns/sandbox'
import { expect, onTestFinished, test } from 'vitest'
import { writeDemoProject } from '../demo/demo-project.js'
import { runTool } from '../testing/run-tool.js'
import { temporaryFolder } from '../testing/temporary-folder.js'

const openShop = async () => {
  const shop = makeShop({ orders: 5, skus: 6, seed: 3, nowMs: Date.now() - 5_000 })
  const sandbox = await startSandbox({ seed: shop.seed, randomSeed: 3 })
  onTestFinished(() => sandbox.close())
  await fetch(`${sandbox.netsuiteUrl}/_sandbox/netsuite/records/inventoryItem`, {
    method: 'POST',
    body: JSON.stringify({ itemId: 'giftbox gold' }),
  })
  return { shop, ...writeDemoProject(sandbox, shop, temporaryFolder()) }
}

test('the SKU that NetSuite lacks is told with the item that is nearly the same, as a table, CSV and JSON', async () => {
  const { shop, file } = await openShop()
  const run = (...options: readonly string[]) => runTool(['--project', file, 'sku', 'report', ...options])

  const table = await run()
  const json = await run('--as', 'json', '--all')
  const out = join(dirname(file), 'skus.csv')
  await run('--as', 'csv', '--out', out)

  expect(table.code).toBe(1)
  expect(table.out).toContain('no item')
  expect(JSON.parse(json.out).rows).toContainEqual(
    expect.objectContaining({
      finding: 'no item',
      sellerSku: shop.missing?.sellerSku,
      suggestion: 'giftbox gold',
    }),
  )
  expect(JSON.parse(json.out).counts).toMatchObject({ 'no item': 1, matched: 6 })
  expect(readFileSync(out, 'utf8')).toMatch(
    /^finding,skuId,sellerSku,product,itemId,item,suggestion\r\nno item,/,
  )
})

test('a format there is not, and a shop there is not, are said', async () => {
  const { file } = await openShop()
  const run = (...options: readonly string[]) => runTool(['--project', file, 'sku', 'report', ...options])

  expect((await run('--as', 'xml')).err).toContain('there is no format "xml"')
  expect((await run('--shop', 'nowhere')).err).toContain(
    'no tiktok-shop connection "nowhere"; it has us-shop',
  )
})
