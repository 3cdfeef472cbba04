import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type MadeShop,
  defaultNetSuiteCredentials as netsuite,
  type RunningSandbox,
  defaultTikTokShopCredentials as shop,
} from '@tiktok-ns/sandbox'

export interface DemoProject {
  readonly file: string
  /** The shop's short key, part of external ids. */
  readonly key: string
}

/** Name of the demo's flow in its project. */
export const demoFlow = 'orders'

/** Writes a project as a merchant would: one file of settings, secrets in `.env` beside it. */
export const writeDemoProject = (
  sandbox: RunningSandbox,
  { netsuiteIds: ids }: MadeShop,
  folder = mkdtempSync(join(tmpdir(), 'tiktok-ns-demo-')),
): DemoProject =>
  writeProject(
    sandbox,
    folder,
    `  ${demoFlow}:
    flow: '@tiktok-ns/flows/orders/tiktok-orders-to-netsuite-sales-orders.flow.yaml'
    connections: { shop: us-shop, erp: books }
    settings:
      customer: '${ids.customer}'
      discountItem: '${ids.discountItem}'
      location: '${ids.location}'
      sampleClass: '${ids.sampleClass}'
`,
  )

/** A project with every flow of a shop's day; orders are invoiced when they ship, and statements book fees alone. */
export const writeDayProject = (
  sandbox: RunningSandbox,
  { netsuiteIds: ids }: MadeShop,
  {
    refundItem,
    receivableAccount,
    warehouse,
  }: { readonly refundItem: string; readonly receivableAccount: string; readonly warehouse: string },
  folder = mkdtempSync(join(tmpdir(), 'tiktok-ns-demo-')),
): DemoProject => {
  const stock = `{ warehouses: { '${warehouse}': ['${ids.location}'] }, elsewhereSecs: 0, siblingSecs: 0, ownSecs: 0 }`
  const flow = (name: string, path: string, settings: string): string => `  ${name}:
    flow: '@tiktok-ns/flows/${path}.flow.yaml'
    connections: { shop: us-shop, erp: books }
    settings: ${settings}
`
  return writeProject(
    sandbox,
    folder,
    [
      flow(
        'orders',
        'orders/tiktok-orders-to-netsuite-sales-orders',
        `{ customer: '${ids.customer}', discountItem: '${ids.discountItem}', location: '${ids.location}', fbtLocation: '${ids.fbtLocation}', sampleClass: '${ids.sampleClass}' }`,
      ),
      flow('changes', 'orders/tiktok-order-changes-to-netsuite', '{}'),
      flow('cancellations', 'orders/tiktok-cancellations-to-netsuite', '{}'),
      flow('cancel-requests', 'fulfillment/netsuite-decisions-to-tiktok-cancellations', '{}'),
      flow('closed-lines', 'fulfillment/netsuite-closed-lines-to-tiktok-cancellations', '{}'),
      flow('shipments', 'fulfillment/netsuite-fulfillments-to-tiktok-packages', '{ fallbackCarrier: UPS }'),
      flow(
        'adopted',
        'fulfillment/tiktok-packages-to-netsuite-fulfillments',
        `{ fbtLocation: '${ids.fbtLocation}', location: '${ids.location}', sellerPackages: adopt }`,
      ),
      flow('billing', 'orders/netsuite-fulfillments-to-invoices', '{}'),
      flow(
        'return-requests',
        'orders/tiktok-return-requests-decided',
        "{ approveReturns: true, approveRefundsUpTo: '500' }",
      ),
      flow('returns', 'orders/tiktok-returns-to-netsuite', `{ refundItem: '${refundItem}' }`),
      flow(
        'statements',
        'settlement/tiktok-statements-to-netsuite-books',
        `
      mode: feesOnly
      customer: '${ids.customer}'
      accounts:
        receivable: '${receivableAccount}'
${accounts}`,
      ),
      flow(
        'payments',
        'settlement/tiktok-payments-to-netsuite-bank',
        "{ bankAccount: '1000', clearingAccount: '1160' }",
      ),
      flow(
        'settled-orders',
        'settlement/tiktok-settled-orders-to-netsuite-payments',
        `{ against: invoice, customer: '${ids.customer}', receivableAccount: '${receivableAccount}' }`,
      ),
      flow('stock', 'inventory/netsuite-stock-to-tiktok-inventory', stock),
      flow('stock-sweep', 'inventory/netsuite-stock-sweep-to-tiktok-inventory', stock),
    ].join(''),
  )
}

/** Accounts of the sandbox's usual chart, by the key of what is booked on them. */
const accounts = `        sales.gross: '4000'
        sales.seller_discount: '4090'
        refund.gross: '4190'
        shipping.income: '4100'
        shipping.subsidy: '4110'
        shipping.return: '6155'
        shipping.*: '6150'
        fbt.*: '6160'
        fee.*: '6110'
        fee.affiliate: '6120'
        fee.refund_admin: '6130'
        fee.payment: '6140'
        fee.ads: '6170'
        tax.*: '2200'
        adj.*: '6180'
        adj.reimbursement: '4800'
        samples: '6190'
        reserve: '1170'
        unclassified.*: '6199'
        clearing: '1160'
`

/** A project that closes months: statements to journal entries, payments to the bank, in the sandbox's own chart of accounts. */
export const writeMonthProject = (
  sandbox: RunningSandbox,
  folder = mkdtempSync(join(tmpdir(), 'tiktok-ns-demo-')),
): DemoProject =>
  writeProject(
    sandbox,
    folder,
    `  statements:
    flow: '@tiktok-ns/flows/settlement/tiktok-statements-to-netsuite-books.flow.yaml'
    connections: { shop: us-shop, erp: books }
    settings:
      mode: journal
      accounts:
${accounts}  payments:
    flow: '@tiktok-ns/flows/settlement/tiktok-payments-to-netsuite-bank.flow.yaml'
    connections: { shop: us-shop, erp: books }
    settings: { bankAccount: '1000', clearingAccount: '1160' }
`,
  )

const writeProject = (sandbox: RunningSandbox, folder: string, flows: string): DemoProject => {
  const file = join(folder, 'tiktok-ns.yaml')
  writeFileSync(
    file,
    `# A shop and a NetSuite account, both in the sandbox on this machine.
connections:
  us-shop:
    connector: tiktok-shop
    key: US1
    settings:
      appKey: ${shop.appKey}
      appSecret: \${env.TIKTOK_APP_SECRET}
      accessToken: \${env.TIKTOK_ACCESS_TOKEN}
      refreshToken: \${env.TIKTOK_REFRESH_TOKEN}
      baseUrl: ${sandbox.tiktokShopUrl}
      authBaseUrl: ${sandbox.tiktokShopUrl}
  books:
    connector: netsuite
    key: NS
    settings:
      account: ${netsuite.account}
      consumerKey: \${env.NETSUITE_CONSUMER_KEY}
      consumerSecret: \${env.NETSUITE_CONSUMER_SECRET}
      tokenId: \${env.NETSUITE_TOKEN_ID}
      tokenSecret: \${env.NETSUITE_TOKEN_SECRET}
      concurrency: 4
      timeZone: UTC
      baseUrl: ${sandbox.netsuiteUrl}

flows:
${flows}`,
  )
  writeFileSync(
    join(folder, '.env'),
    `TIKTOK_APP_SECRET=${shop.appSecret}
TIKTOK_ACCESS_TOKEN=${shop.accessToken}
TIKTOK_REFRESH_TOKEN=${shop.refreshToken}
NETSUITE_CONSUMER_KEY=${netsuite.consumerKey}
NETSUITE_CONSUMER_SECRET=${netsuite.consumerSecret}
NETSUITE_TOKEN_ID=${netsuite.tokenId}
NETSUITE_TOKEN_SECRET=${netsuite.tokenSecret}
`,
    { mode: 0o600 },
  )
  return { file, key: 'US1' }
}
