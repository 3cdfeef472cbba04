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

/** A flow as the project of a demo names it, with its settings as YAML. */
export interface DemoFlow {
  readonly name: string
  /** Below the prebuilt flows, without its ending. */
  readonly path: string
  readonly settings: string
}

/** A project with these flows between the shop and NetSuite. */
export const writeFlowsProject = (
  sandbox: RunningSandbox,
  flows: readonly DemoFlow[],
  folder = mkdtempSync(join(tmpdir(), 'tiktok-ns-demo-')),
): DemoProject =>
  writeProject(
    sandbox,
    folder,
    flows.map(({ name, path, settings }) => flowAt(name, path, settings)).join(''),
  )

/** Accounts of the sandbox's usual chart that are looked at afterwards, and one that a bookkeeper adds to it. */
export const usualAccounts = {
  bank: '1000',
  /** Where the money of cash sales waits for the statement's deposit. */
  undeposited: '1050',
  receivable: '1150',
  clearing: '1160',
  reserve: '1170',
  accrued: '1180',
} as const

/** Where amounts are booked, by their keys: lines of YAML. */
export const accountMap = `        sales.gross: '4000'
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
        reserve: '${usualAccounts.reserve}'
        unclassified.*: '6199'
        clearing: '${usualAccounts.clearing}'
`

/** What brings TikTok's money into books where orders are invoiced: statements, payments, and what they settle. */
const moneyFlows = (customer: string): readonly string[] => [
  flowAt(
    'statements',
    'settlement/tiktok-statements-to-netsuite-books',
    `
      mode: feesOnly
      customer: '${customer}'
      accounts:
        receivable: '${usualAccounts.receivable}'
${accountMap}`,
  ),
  flowAt(
    'payments',
    'settlement/tiktok-payments-to-netsuite-bank',
    `{ bankAccount: '${usualAccounts.bank}', clearingAccount: '${usualAccounts.clearing}' }`,
  ),
  flowAt(
    'settled-orders',
    'settlement/tiktok-settled-orders-to-netsuite-payments',
    `{ against: invoice, customer: '${customer}', receivableAccount: '${usualAccounts.receivable}' }`,
  ),
]

/** A project that brings a month's orders into the books and closes it: bills, money, matching, rates, accrual. */
export const writeMonthProject = (
  sandbox: RunningSandbox,
  { netsuiteIds: ids }: Pick<MadeShop, 'netsuiteIds'>,
  { refundItem }: { readonly refundItem: string },
  folder = mkdtempSync(join(tmpdir(), 'tiktok-ns-demo-')),
): DemoProject =>
  writeProject(
    sandbox,
    folder,
    [
      flowAt(
        'orders',
        'orders/tiktok-orders-to-netsuite-sales-orders',
        `{ customer: '${ids.customer}', discountItem: '${ids.discountItem}', location: '${ids.location}', fbtLocation: '${ids.fbtLocation}', sampleClass: '${ids.sampleClass}', timeZone: UTC }`,
      ),
      flowAt(
        'shipments',
        'fulfillment/tiktok-packages-to-netsuite-fulfillments',
        `{ fbtLocation: '${ids.fbtLocation}', location: '${ids.location}', sellerPackages: adopt, timeZone: UTC }`,
      ),
      flowAt('billing', 'orders/netsuite-fulfillments-to-invoices', '{}'),
      flowAt(
        'returns',
        'orders/tiktok-returns-to-netsuite',
        `{ refundItem: '${refundItem}', timeZone: UTC }`,
      ),
      ...moneyFlows(ids.customer),
      flowAt(
        'rates',
        'settlement/tiktok-settled-fees-against-rates',
        "{ rates: { fee.referral: { percent: '6', of: goods }, fee.affiliate: { percent: '15', of: goodsPaid } } }",
        '{ shop: us-shop }',
      ),
      flowAt(
        'accrual',
        'settlement/tiktok-unsettled-orders-to-netsuite-accrual',
        `
      mode: feesOnly
      accounts:
        accrued: '${usualAccounts.accrued}'
${accountMap}`,
      ),
    ].join(''),
  )

/** A flow of a project, as its file has it. */
const flowAt = (
  name: string,
  path: string,
  settings: string,
  connections = '{ shop: us-shop, erp: books }',
): string => `  ${name}:
    flow: '@tiktok-ns/flows/${path}.flow.yaml'
    connections: ${connections}
    settings: ${settings}
`

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
