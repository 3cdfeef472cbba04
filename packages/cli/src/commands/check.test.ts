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
