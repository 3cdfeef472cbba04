import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runTool } from '../testing/run-tool.js'
import { temporaryFolder } from '../testing/temporary-folder.js'

const base = `flow: orders
summary: Orders are looked at.
connections: { shop: tiktok-shop }
export: { from: shop.orders, where: { order_status: AWAITING_SHIPMENT }, traceKey: "\${record.id}" }
steps:
  - filter: paid
    keep: record.status == "PAID"
    because: not paid
`
const overlay = `extends: base.flow.yaml
changes:
  - in: paid
    set: { because: not paid yet }
`

test('--resolved prints the flow as it will run, each line with the file and line it comes from', async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'base.flow.yaml'), base)
  writeFileSync(join(folder, 'mine.flow.yaml'), overlay)

  const { code, out } = await runTool(['check', '--resolved', join(folder, 'mine.flow.yaml')])

  expect(code).toBe(0)
  expect(out).toMatch(/keep: record\.status == "PAID" +# .*base\.flow\.yaml:7$/m)
  expect(out).toMatch(/because: not paid yet +# .*mine\.flow\.yaml:4$/m)
  expect(await runTool(['check', '--resolved'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('--resolved needs a flow'),
  })
})

test('a flow that extends another is drawn as it will run', async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'base.flow.yaml'), base)
  writeFileSync(join(folder, 'mine.flow.yaml'), overlay)

  const { code, out } = await runTool(['flow', 'graph', join(folder, 'mine.flow.yaml')])

  expect(code).toBe(0)
  expect(out).toContain('(["export shop.orders"])')
  expect(out).toContain('{"filter paid<br/>')
})

test('--format github annotates the place, and warnings do not fail', async () => {
  const folder = temporaryFolder()
  const file = join(folder, 'base.flow.yaml')
  writeFileSync(file, base.replace('connections:', 'settings: { rest: { type: string } }\nconnections:'))

  const { code, out } = await runTool(['--format', 'github', 'check', file])

  expect(code).toBe(0)
  expect(out).toMatch(/^::warning file=.*base\.flow\.yaml,line=3,col=13.*::the setting "rest" is never used/m)
  writeFileSync(file, base.replace('record.status', 'record.staus'))
  expect(await runTool(['--format', 'github', 'check', file])).toMatchObject({
    code: 2,
    out: expect.stringMatching(/^::error file=.*base\.flow\.yaml,line=7,col=18.*::record has no "staus"/m),
  })
})
