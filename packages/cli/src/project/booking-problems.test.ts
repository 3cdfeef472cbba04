import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runTool } from '../testing/run-tool.js'
import { temporaryFolder } from '../testing/temporary-folder.js'

const connections = `connections:
  us: { connector: tiktok-shop, key: US1, settings: { appKey: k, appSecret: '\${env.S}', accessToken: '\${env.S}' } }
  uk: { connector: tiktok-shop, key: GB1, settings: { appKey: k, appSecret: '\${env.S}', accessToken: '\${env.S}' } }
  erp:
    connector: netsuite
    key: NS
    settings: { account: '1', consumerKey: '\${env.S}', consumerSecret: '\${env.S}', tokenId: '\${env.S}', tokenSecret: '\${env.S}' }
`

const flow = (name: string, path: string, settings = '{}', shop = 'us'): string =>
  `  ${name}: { flow: '@tiktok-ns/flows/${path}.flow.yaml', connections: { shop: ${shop}, erp: erp }, settings: ${settings} }\n`

const books = (more: string, shop = 'us'): string =>
  flow(
    'books',
    'settlement/tiktok-statements-to-netsuite-books',
    `{ accounts: { clearing: '1160' }, ${more} }`,
    shop,
  )

const orders = "{ customer: '1', discountItem: '2', location: '3' }"

/** What `check` says of a project with these flows. */
const checkProject = async (...flows: readonly string[]) => {
  const folder = temporaryFolder()
  const file = join(folder, 'tiktok-ns.yaml')
  writeFileSync(file, `${connections}flows:\n${flows.join('')}`)
  writeFileSync(join(folder, '.env'), 'S=x\n')
  return runTool(['--project', file, 'check'])
}

const invoices = flow('billing', 'orders/netsuite-fulfillments-to-invoices')
const cashSales = flow('sales', 'orders/tiktok-orders-to-netsuite-cash-sales', orders)

test.each([
  [
    'mode: journal',
    invoices,
    'the flow "billing" makes invoices of orders, whose sales',
    'set mode: feesOnly',
  ],
  [
    'mode: deposit',
    invoices,
    'the flow "billing" makes invoices of orders, which a bank',
    'set mode: feesOnly',
  ],
  [
    'mode: journal',
    cashSales,
    'the flow "sales" makes cash sales of orders, whose sales',
    'set mode: deposit',
  ],
  [
    'mode: feesOnly',
    cashSales,
    'the flow "sales" makes cash sales of orders, which this flow would take off',
    'set mode: deposit',
  ],
  [
    'mode: journal',
    flow(
      'orders',
      'orders/tiktok-orders-to-netsuite-sales-orders',
      orders.replace(' }', ", depositAccount: '4' }"),
    ),
    'the flow "orders" makes customer deposits of orders, whose money',
    'set mode: deposit',
  ],
  [
    'splitMonths: true',
    flow(
      'accrual',
      'settlement/tiktok-unsettled-orders-to-netsuite-accrual',
      "{ accounts: { clearing: '1160' } }",
    ),
    'splitMonths books sales in their month, and the flow "accrual" accrues them',
    'leave splitMonths out',
  ],
])('check refuses books with %s beside a flow that books the same', async (setting, other, says, next) => {
  const { code, out, err } = await checkProject(books(setting), other)

  expect(code).not.toBe(0)
  expect(`${out}${err}`).toContain(says)
  expect(`${out}${err}`).toContain(next)
})

test('what goes together is right: the mode of the orders, orders that nothing bills, and the books of another shop', async () => {
  const unbilled = flow('orders', 'orders/tiktok-orders-to-netsuite-sales-orders', orders)
  const right = [
    [books("mode: feesOnly, customer: '1'"), unbilled, invoices],
    [books('mode: deposit'), cashSales],
    [books('mode: journal'), unbilled],
    [books('mode: journal', 'uk'), invoices],
    [
      books("mode: feesOnly, customer: '1'"),
      flow(
        'sales',
        'orders/tiktok-orders-to-netsuite-cash-sales',
        orders.replace(' }', ", cashAccount: '4' }"),
      ),
    ],
  ]

  for (const flows of right) expect(await checkProject(...flows)).toMatchObject({ code: 0 })
})
