import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { runTool } from '../testing/run-tool.js'
import { temporaryFolder } from '../testing/temporary-folder.js'

const shipped = fileURLToPath(new URL('../../../../flows', import.meta.url))
const flows = join(shipped, 'orders')
const name = 'tiktok-orders-to-netsuite-sales-orders.flow'

const smallFlow = `flow: orders
summary: Orders become sales orders.
connections: { shop: tiktok-shop, erp: netsuite }
export: { from: shop.orders, where: { order_status: AWAITING_SHIPMENT }, traceKey: "\${record.id}" }
steps:
  - filter: paid
    keep: record.status != "UNPAID"
    because: order is \${record.status}
  - import: salesOrder
    into: erp.salesOrder
    externalId: SO-\${record.id}
    payload: { memo: "order \${record.id}" }
`

const copyFlows = () => {
  const root = temporaryFolder()
  const folder = join(root, 'orders')
  cpSync(join(shipped, 'shared'), join(root, 'shared'), { recursive: true })
  for (const ending of ['.yaml', '.test.yaml'])
    cpSync(join(flows, name + ending), join(folder, name + ending))
  const change = (file: string, from: string, to: string) => {
    const path = join(folder, file)
    const text = readFileSync(path, 'utf8')
    expect(text).toContain(from)
    writeFileSync(path, text.replace(from, to))
  }
  return { folder, change }
}

test('the shipped flows hold their tests, and every step is come to', async () => {
  const { code, out } = await runTool(['test', flows])

  expect(out).toMatch(/\d+ passed, 0 failed$/)
  expect(out).toMatch(/covers (\d+) of \1 steps, (\d+) of \2 branches, (\d+) of \d+ failure handlers/)
  expect(out).not.toContain('no case comes to the steps')
  expect(code).toBe(0)
})

test('a changed mapping is found, with the field and both values', async () => {
  const { folder, change } = copyFlows()
  change(`${name}.yaml`, 'amount: ${line.amount}', 'amount: ${line.rate}')

  const { code, out } = await runTool(['test', folder])

  expect(code).toBe(1)
  expect(out).toContain('salesOrder[0].item.items[0].amount: wanted "50.01", found "16.67"')
})

test('a changed outcome is found', async () => {
  const { folder, change } = copyFlows()
  change(`${name}.test.yaml`, "'skipped: order is UNPAID'", 'written')

  expect((await runTool(['test', folder])).out).toContain(
    'record 1: wanted "written", found "skipped: order is UNPAID"',
  )
})

test('a wrong expression in the flow, and a wrong key in the test, are diagnostics', async () => {
  const { folder, change } = copyFlows()
  change(`${name}.yaml`, 'record.create_time >= settings', 'record.payment.totl >= settings')
  const inFlow = await runTool(['test', folder])
  expect(inFlow).toMatchObject({
    code: 2,
    err: expect.stringMatching(/record\.payment has no "totl"; did you mean "total_amount"\?/),
  })

  const other = copyFlows()
  other.change(`${name}.test.yaml`, '    lookups:', '    lookup:')
  expect(await runTool(['test', other.folder])).toMatchObject({
    code: 2,
    err: expect.stringContaining('unknown key "lookup"'),
  })
})

test('check says so when all is right, and names a folder without flows', async () => {
  expect(await runTool(['check', copyFlows().folder])).toMatchObject({ code: 0, out: '1 flow is right' })
  const empty = temporaryFolder()
  expect(await runTool(['check', empty])).toMatchObject({
    code: 2,
    err: expect.stringContaining('there is no *.flow.yaml in'),
  })
})

test('--update writes what the cases came to, for review, and leaves the rest of the file alone', async () => {
  const { folder, change } = copyFlows()
  const file = join(folder, `${name}.test.yaml`)
  const before = readFileSync(file, 'utf8')
  change(`${name}.yaml`, 'amount: ${line.amount}', 'amount: ${line.rate}')

  expect(await runTool(['test', '--update', folder])).toMatchObject({
    code: 0,
    out: expect.stringContaining('look through what has changed'),
  })
  expect(await runTool(['test', folder])).toMatchObject({ code: 0 })

  const after = readFileSync(file, 'utf8').split('\n')
  const changed = before
    .split('\n')
    .flatMap((line, index) => (after[index] === line ? [] : [after[index]?.trim()]))
  expect(changed.length).toBeGreaterThan(0)
  expect(changed.every(line => line?.includes('amount: '))).toBe(true)
  expect(await runTool(['test', '--update', folder])).toMatchObject({ out: 'every case is as it is written' })
})

test('a case that expects nothing yet gets its outcomes and payloads', async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'orders.flow.yaml'), smallFlow)
  const file = join(folder, 'new.flow.test.yaml')
  const given = `flow: orders.flow.yaml
cases:
  - name: two orders # from the shop
    records: [{ id: '1', status: UNPAID }, { id: '2', status: PAID }]
`
  writeFileSync(file, given)

  await runTool(['test', '--update', folder])

  expect(readFileSync(file, 'utf8')).toBe(`${given}    expect:
      outcomes:
        - 'skipped: order is UNPAID'
        - written
      payloads:
        salesOrder:
          - memo: order 2
            externalId: SO-2
`)
})

test('a seed is put into the sandbox, and what is wrong with it is told where it stands', async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'orders.flow.yaml'), smallFlow)
  const seed = readFileSync(join(flows, 'one-mug.seed.yaml'), 'utf8')
  writeFileSync(join(folder, 'shop.seed.yaml'), seed)
  const testWith = (changes: string) => {
    writeFileSync(
      join(folder, 'orders.flow.test.yaml'),
      `connections: { shop: { key: US1${changes} } }
cases:
  - name: the order of the seed
    seed: shop.seed.yaml
    at: 2026-03-02T12:00:00Z
    expect:
      outcomes: ['failed: invalid']
      parked: [{ step: salesOrder, kind: invalid }] # it has no customer
      calls: { shop: 1 }
`,
    )
    return runTool(['test', folder])
  }

  expect(await testWith('')).toMatchObject({ code: 0, out: expect.stringContaining('1 passed') })
  const wrongSetting = await testWith(', settings: { shop: 7 }')
  expect(wrongSetting.err).toMatch(/orders\.flow\.test\.yaml:1:46 {2}there is no setting "shop"/)
  writeFileSync(join(folder, 'shop.seed.yaml'), seed.replace('region: US\n', 'regions: US\n'))
  const { code, err } = await testWith('')
  expect(err).toMatch(/shop\.seed\.yaml:\d+:\d+ .*regions/)
  expect(code).toBe(2)
})
