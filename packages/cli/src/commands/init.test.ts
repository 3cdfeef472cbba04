import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeShop, startSandbox } from '@tiktok-ns/sandbox'
import { expect, onTestFinished, test } from 'vitest'
import { writeDemoProject } from '../demo/demo-project.js'
import { runTool } from '../testing/run-tool.js'
import { temporaryFolder } from '../testing/temporary-folder.js'

test('init writes a project in which only what nobody else can know is missing', async () => {
  const folder = temporaryFolder()

  const { code, out } = await runTool(['init', folder, '--yes', '--shop-key', 'US1', '--account', '123_SB1'])

  expect(code).toBe(0)
  expect(out).toContain('copy .env.example to .env')
  const file = join(folder, 'tiktok-ns.yaml')
  expect(readFileSync(file, 'utf8')).toMatch(/^operation:\n {2}writes: none/m)
  const env = readFileSync(join(folder, '.env.example'), 'utf8')
  writeFileSync(join(folder, '.env'), env.replace(/=$/gm, '=filled-in'))
  const { err } = await runTool(['--project', file, 'check'])
  const missing = [...err.matchAll(/the setting "(\w+)"/g)].map(([, setting]) => setting)
  expect(missing).toEqual(['appKey', 'clientId', 'certificateId'])
  expect(err).not.toContain('environment variable')

  writeFileSync(
    file,
    readFileSync(file, 'utf8').replace(/ {6}(appKey|clientId|certificateId): #.*/g, '      $1: given'),
  )
  const flows = await runTool(['--project', file, 'check'])
  expect(
    [...new Set([...flows.err.matchAll(/"(customer|discountItem)"/g)].map(([, name]) => name))].sort(),
  ).toEqual(['customer', 'discountItem'])
})

const flowsIn = (folder: string): readonly string[] =>
  [...readFileSync(join(folder, 'tiktok-ns.yaml'), 'utf8').matchAll(/flow: '.*\/(.+)\.flow\.yaml'/g)].map(
    ([, name = '']) => name,
  )

test('a new project has one flow of each kind, so that nothing is booked twice; others are named', async () => {
  const folder = temporaryFolder()

  const { out } = await runTool(['init', folder, '--yes'])

  const chosen = flowsIn(folder)
  expect(chosen).toContain('tiktok-orders-to-netsuite-sales-orders')
  for (const other of ['tiktok-orders-to-netsuite-invoices', 'tiktok-orders-to-netsuite-cash-sales']) {
    expect(chosen).not.toContain(other)
    expect(out).toContain(other)
  }
})

test.each([
  ['tiktok-orders-to-netsuite-invoices', 'feesOnly'],
  ['tiktok-orders-to-netsuite-cash-sales', 'deposit'],
])('statements are booked in the mode that goes with %s', async (orders, mode) => {
  const folder = temporaryFolder()

  await runTool(['init', folder, '--yes', '--flows', `${orders},tiktok-statements-to-netsuite-books`])

  expect(readFileSync(join(folder, 'tiktok-ns.yaml'), 'utf8')).toMatch(
    new RegExp(`^      mode: ${mode}$`, 'm'),
  )
})

test('flows are chosen by name; a name that is not known has its nearest', async () => {
  const folder = temporaryFolder()

  const wrong = await runTool(['init', folder, '--yes', '--flows', 'tiktok-orders-to-netsuite-invoice'])
  const right = await runTool(['init', folder, '--yes', '--flows', 'tiktok-orders-to-netsuite-invoices'])

  expect(wrong.code).toBe(2)
  expect(wrong.err).toContain('did you mean "tiktok-orders-to-netsuite-invoices"?')
  expect(right.code).toBe(0)
  expect(flowsIn(folder)).toEqual(['tiktok-orders-to-netsuite-invoices'])
})

test('init writes over nothing', async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'tiktok-ns.yaml'), 'mine')

  expect(await runTool(['init', folder, '--yes'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('is there already'),
  })
  expect(readFileSync(join(folder, 'tiktok-ns.yaml'), 'utf8')).toBe('mine')
})

test('doctor says what is right, and what to do where something is wrong', async () => {
  const shop = makeShop({ orders: 5, seed: 1, nowMs: Date.now() - 5_000 })
  const sandbox = await startSandbox({ seed: shop.seed })
  onTestFinished(() => sandbox.close())
  const { file } = writeDemoProject(sandbox, shop, temporaryFolder())

  const well = await runTool(['--project', file, 'doctor'])
  expect(well.code).toBe(0)
  expect(well.out).not.toContain('wrong')

  const env = join(file, '..', '.env')
  writeFileSync(env, readFileSync(env, 'utf8').replace(/(NETSUITE_TOKEN_SECRET)=.*/, '$1=not-the-secret'))
  const ill = await runTool(['--project', file, '--json', 'doctor'])

  expect(ill.code).toBe(1)
  const { findings } = JSON.parse(ill.out)
  const wrong = findings.filter(({ ok }: { ok: boolean }) => !ok)
  expect(wrong.length).toBeGreaterThan(0)
  for (const finding of wrong) expect(finding).toMatchObject({ where: 'books', next: expect.any(String) })
  expect(ill.out).not.toContain('not-the-secret')
})
