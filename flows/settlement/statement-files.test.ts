import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Connector, createMemoryStore, type JsonObject, runFlow } from '@tiktok-ns/flow-engine'
import { readConnectorFile } from '@tiktok-ns/flow-engine/connectors'
import { expect, onTestFinished, test } from 'vitest'
import { prebuiltHooks } from '../src/index.js'
import { objectAt, textAt } from '../src/settlement/statement-row.js'
import { sampleAccounts, workedRows } from '../src/settlement/testing/worked-example.js'
import { planFlow } from '../testing/plan-flow.js'
import { openStatementWorld, type StatementWorld, statementsToBooks } from './testing/open-statement-world.js'

/** Columns as a merchant might find them; what they are called in a market is for its setting to say. */
const columns = {
  statement_id: 'Statement ID',
  statement_date: 'Statement date',
  currency: 'Currency',
  id: 'Order/adjustment ID',
  order_id: 'Related order ID',
  type: 'Type',
  settlement_amount: 'Total settlement amount',
  revenue_amount: 'Total revenue',
  shipping_cost_amount: 'Total shipping',
  fee_tax_amount: 'Total fees',
  adjustment_amount: 'Adjustment amount',
  reserve_amount: 'Reserve amount',
  'revenue_breakdown.subtotal_before_discount_amount': 'Subtotal before discounts',
  'revenue_breakdown.seller_discount_amount': 'Seller discounts',
  'revenue_breakdown.refund_subtotal_before_discount_amount': 'Refund subtotal before discounts',
  'revenue_breakdown.seller_discount_refund_amount': 'Refund of seller discounts',
  'shipping_cost_breakdown.customer_paid_shipping_fee_amount': 'Customer-paid shipping fee',
  'shipping_cost_breakdown.actual_shipping_fee_amount': 'Actual shipping fee',
  'shipping_cost_breakdown.return_shipping_fee_amount': 'Return shipping fee',
  'shipping_cost_breakdown.supplementary_component.fbt_fulfillment_fee_amount': 'FBT fulfilment fee',
  'fee_tax_breakdown.fee.referral_fee_amount': 'Referral fee',
  'fee_tax_breakdown.fee.refund_administration_fee_amount': 'Refund administration fee',
  'fee_tax_breakdown.fee.affiliate_commission_amount': 'Affiliate commission',
}

const ofTheStatement: Readonly<Record<string, string>> = {
  statement_id: '1001',
  statement_date: '2026-03-15',
  currency: 'USD',
}

const cellOf = (row: JsonObject, field: string): string => {
  if (ofTheStatement[field] !== undefined) return ofTheStatement[field]
  const path = field.split('.')
  const holder = path.slice(0, -1).reduce(objectAt, row)
  const text = textAt(holder, path.at(-1) ?? '').trim()
  return field === 'type' && text === 'ORDER' ? 'Order' : text
}

const toCsv = (rows: readonly JsonObject[]): string =>
  [Object.values(columns), ...rows.map(row => Object.keys(columns).map(field => cellOf(row, field)))]
    .map(cells => cells.join(','))
    .join('\n')

const connectorFile = `
connector: statement-files
kind: file
resources:
  statements: { path: '*.csv', format: csv, oncePer: Statement ID, idField: Statement ID }
  rows: { path: '*.csv', format: csv, idField: Statement ID }
`

/** Runs the flow over one downloaded file, beside the world's NetSuite. */
const runFiles = async (world: StatementWorld, csv: string, settings: JsonObject = {}) => {
  const folder = mkdtempSync(join(tmpdir(), 'statements-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'income-2026-03.csv'), csv)
  const { definition } = readConnectorFile(connectorFile, 'statement-files.connector.yaml')
  const shop: Connector | undefined = definition?.connect({ folder }, {})
  if (shop === undefined) throw new TypeError('the connector file is right')
  const plan = planFlow('settlement/statement-files-to-netsuite-books', {
    settings: { accounts: sampleAccounts, columns, types: { Order: 'ORDER' }, ...settings },
    keys: { 'statement-files': 'US1', netsuite: 'NS' },
    instance: 'files',
  })
  const store = createMemoryStore()
  const report = await runFlow(plan, {
    connections: { shop, erp: world.connectors.erp },
    store,
    hooks: prebuiltHooks,
  })
  const [parked] = await store.listParked({ status: 'open', limit: 1 })
  return { report, failure: parked?.failure }
}

test('a downloaded file becomes the entry that the API would make, and what one of them has posted the other leaves alone', async () => {
  const world = openStatementWorld()
  const first = await runFiles(world, toCsv(workedRows))
  expect(first.report.counts).toMatchObject({ written: 1, failed: 0 })
  const [entry] = await world.netsuite.list('journalEntry')
  expect(entry).toMatchObject({ externalId: 'TTS-US1-JE-1001', tranDate: '2026-03-15' })
  const balances = world.balances()
  expect(balances).toMatchObject({ 1160: '80.34', 4000: '-180.00', 6160: '4.85', 6170: '10.00' })

  await world.putStatement('1001', workedRows)
  const byApi = await world.run(statementsToBooks, { accounts: sampleAccounts })
  const again = await runFiles(world, toCsv(workedRows))

  expect(byApi.counts).toMatchObject({ written: 0, skipped: 1 })
  expect(again.report.counts).toMatchObject({ written: 0, skipped: 1 })
  expect(world.balances()).toEqual(balances)
})

test('a cent too many holds the statement with its row named, a column that is not there with its title, and nothing is posted', async () => {
  const world = openStatementWorld()

  const wrong = await runFiles(world, toCsv(workedRows).replace('41.94', '41.95'))
  const renamed = await runFiles(world, toCsv(workedRows).replace('Referral fee', 'Commission'))
  const undated = await runFiles(world, toCsv(workedRows).replaceAll('2026-03-15', '03/04/2026'))

  expect(wrong.failure?.message).toContain('row A (order 5761): its parts add up to 41.94')
  expect(renamed.failure?.message).toContain('"Referral fee" (fee_tax_breakdown.fee.referral_fee_amount)')
  expect(undated.failure?.message).toBe(
    'statement 1001 has the date "03/04/2026", which could be several days or none',
  )
  expect(world.balances()).toEqual({})
})

test('a column with amounts that nobody has named is told', async () => {
  const csv = toCsv(workedRows)
    .split('\n')
    .map((line, index) => `${line},${index === 0 ? 'Hologram fee' : '0.07'}`)
    .join('\n')

  const { report } = await runFiles(openStatementWorld(), csv)

  expect(report.counts).toMatchObject({ written: 1 })
  expect(report.warnings.join()).toContain('"columns" does not name are not read: Hologram fee')
})
