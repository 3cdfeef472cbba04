import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { temporaryFolder } from '../testing/temporary-folder.js'
import { watchTests } from './watch-tests.js'

const flow = `flow: orders
summary: Orders are looked at.
connections: { shop: tiktok-shop }
export: { from: shop.orders, where: { order_status: AWAITING_SHIPMENT }, traceKey: "\${record.id}" }
steps:
  - filter: paid
    keep: record.status == "PAID"
    because: not paid
`
const cases = `cases:
  - { name: paid, records: [{ id: '1', status: PAID }], expect: { outcomes: [written] } }
`

test('tests run again when a file changes, a wrong one is waited for, and an end is an end', async () => {
  const folder = temporaryFolder()
  const write = (text: string) => writeFileSync(join(folder, 'orders.flow.yaml'), text)
  write(flow)
  writeFileSync(join(folder, 'orders.flow.test.yaml'), cases)
  const lines: string[] = []
  const say = (text: string) => void lines.push(...text.trim().split('\n'))
  const stop = new AbortController()
  const terminal = { interactive: false, out: say, err: say }
  const until = (last: string) =>
    vi.waitFor(() => expect(lines.slice(-2)).toContain(last), { timeout: 20_000 })

  const watching = watchTests([folder], { terminal, json: false, signal: stop.signal })
  await until('1 passed, 0 failed')
  write(flow.replace('steps:', 'stps:'))
  await until('2 problems; nothing was started')
  write(flow.replace('"PAID"', '"SHIPPED"'))
  await until('0 passed, 1 failed')
  stop.abort()

  expect(await watching).toBe(0)
})
