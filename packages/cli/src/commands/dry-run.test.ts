import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { makeShop, startSandbox } from '@tiktok-ns/sandbox'
import { expect, onTestFinished, test } from 'vitest'
import { writeDemoProject } from '../demo/demo-project.js'
import { runTool } from '../testing/run-tool.js'
import { temporaryFolder } from '../testing/temporary-folder.js'

const shipped = '@tiktok-ns/flows/orders/tiktok-orders-to-netsuite-sales-orders.flow.yaml'

/** A project whose flow extends the shipped one: what is there already is updated. */
const openShop = async () => {
  const shop = makeShop({ orders: 12, seed: 3, nowMs: Date.now() - 5_000 })
  const sandbox = await startSandbox({ seed: shop.seed })
  onTestFinished(() => sandbox.close())
  const { file } = writeDemoProject(sandbox, shop, temporaryFolder())
  const folder = dirname(file)
  const writeFlow = (set: string) =>
    writeFileSync(
      join(folder, 'mine.flow.yaml'),
      `extends: '${shipped}'\nchanges:\n  - remove: isNew\n  - in: salesOrder\n    set: { ifExists: update${set} }\n`,
    )
  writeFlow('')
  writeFileSync(file, readFileSync(file, 'utf8').replace(`'${shipped}'`, 'mine.flow.yaml'))
  const normal =
    [...shop.kinds].find(([id, kind]) => kind === 'normal' && id !== shop.missing?.orderId)?.[0] ?? ''
  const names = [...JSON.stringify(shop.seed).matchAll(/"recipient_address":\{[^}]*?"name":"([^"]+)"/g)]
  const writes = () =>
    sandbox.calls.list({ system: 'netsuite', method: 'POST', path: '/services/rest/record/v1/salesOrder' })
  const tool = (...args: readonly string[]) => runTool(['--project', file, ...args])
  return { tool, folder, writeFlow, normal, writes, names: names.flatMap(([, name]) => name ?? []) }
}

test('a dry run says what each write would do: create, change which fields, or nothing', async () => {
  const { tool, writeFlow, normal, writes, names } = await openShop()
  const dry = () => tool('run', '--dry', '--ids', normal)

  const before = await tool('run', '--dry')
  expect(before.out).toMatch(new RegExp(`create +salesOrder +TTS-US1-SO-${normal}`))
  expect(writes()).toEqual([])
  expect(names.length).toBeGreaterThan(0)
  expect(names.filter(name => before.out.includes(name))).toEqual([])

  await tool('run')
  expect((await dry()).out).toMatch(
    /nothing +salesOrder +TTS-US1-SO-\d+ +NetSuite has it as it would be written/,
  )

  writeFlow(', payload.memo: another memo')
  const [change, ...others] = (await dry()).out.match(/^update.*$/gm) ?? []
  expect(others).toEqual([])
  expect(change).toMatch(
    new RegExp(`salesOrder +TTS-US1-SO-${normal} +memo: "TikTok Shop order ${normal}: .* → "another memo"$`),
  )
})

test('what was read becomes a test that holds and names nobody', async () => {
  const { tool, folder, names } = await openShop()
  const file = join(folder, 'read.flow.test.yaml')

  await tool('run', '--dry', 'orders', '--save-fixtures', file)

  expect(await tool('test', file)).toMatchObject({ code: 0 })
  const text = readFileSync(file, 'utf8')
  expect(names.filter(name => text.includes(name))).toEqual([])
  expect(await tool('run', '--dry', 'orders', '--save-fixtures', file)).toMatchObject({
    code: 2,
    err: expect.stringContaining('already; name another one'),
  })
})
