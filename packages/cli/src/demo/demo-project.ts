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
): DemoProject => {
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
      baseUrl: ${sandbox.netsuiteUrl}

flows:
  ${demoFlow}:
    flow: '@tiktok-ns/flows/orders/tiktok-orders-to-netsuite-sales-orders.flow.yaml'
    connections: { shop: us-shop, erp: books }
    settings:
      customer: '${ids.customer}'
      discountItem: '${ids.discountItem}'
      location: '${ids.location}'
      sampleClass: '${ids.sampleClass}'
`,
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
