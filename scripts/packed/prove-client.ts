import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compile } from './compile.js'
import type { Consumer } from './consumers.js'
import { filesOf, measureClient } from './measure.js'

type Client = 'tiktok-client' | 'netsuite-client'

const programs: Readonly<Record<Client, string>> = {
  'tiktok-client': `
import { createTikTokShopClient, isApiError, type TikTokShopClientOptions } from '@tiktok-ns/tiktok-client'
import { type AnswerOf, ordersSearch } from '@tiktok-ns/tiktok-client/endpoints'
const { tiktokShop }: { tiktokShop: TikTokShopClientOptions } = JSON.parse(process.env['SETTINGS'] ?? '')
const { appKey, appSecret, accessToken = '', baseUrl = '' } = tiktokShop
const shop = createTikTokShopClient({ appKey, appSecret, accessToken, baseUrl })
let orders = 0
for await (const order of shop.orders.search({})) if (typeof order.id === 'string') orders += 1
const refused: unknown = await createTikTokShopClient({ appKey, appSecret: 'wrong', accessToken, baseUrl })
  .shops.listAuthorized()
  .catch((error: unknown) => error)
if (!isApiError(refused) || refused.kind !== 'auth') throw refused
const kept: AnswerOf<typeof ordersSearch> = ordersSearch.answer().parse({ orders: [{ id: '1', kept: true }] })
if (kept.orders?.[0]?.id !== '1' || ordersSearch.answer().safeParse({ orders: [{}] }).success) throw kept
const agents = new Set<string | null>()
const spied = createTikTokShopClient({
  appKey, appSecret, accessToken, baseUrl,
  fetch: (input, init) => {
    agents.add(new Request(input, init).headers.get('user-agent'))
    return fetch(input, init)
  },
})
await spied.shops.listAuthorized()
if (![...agents].every(agent => agent?.startsWith('tiktok-ns-tiktok-client/0.'))) throw [...agents]
console.log(\`\${orders} orders\`)
`,
  'netsuite-client': `
import { createNetSuiteClient, type Customer, isDuplicate, type NetSuiteClientOptions, type Writable } from '@tiktok-ns/netsuite-client'
const { netsuite }: { netsuite: NetSuiteClientOptions['auth'] & { account: string; baseUrl: string } } = JSON.parse(process.env['SETTINGS'] ?? '')
const { account, baseUrl, ...auth } = netsuite
const erp = createNetSuiteClient({ account, auth, baseUrl })
const customer: Writable<Customer> = { externalId: 'PACKED-1', companyName: 'Packed', isPerson: false, subsidiary: { id: '1' } }
const made = await erp.records.create('customer', customer)
const again: unknown = await erp.records.create('customer', customer).catch((error: unknown) => error)
if (!isDuplicate(again)) throw again
console.log(\`customer \${made.id}, \${erp.gate.state.started} calls\`)
`,
}

/** A client alone in an empty project: nothing else of ours came with it, its types stand, and it makes calls over HTTP. */
export const proveClient = async (consumer: Consumer, name: Client, settings: string) => {
  const scope = join(consumer.folder, 'node_modules/@tiktok-ns')
  const installed = readdirSync(scope)
  if (installed.join() !== name) throw new Error(`Installing ${name} brought ${installed.join(', ')}`)
  refuseKitImports(join(scope, name))
  const program = await compile(consumer, programs[name])
  const printed = await consumer.run(process.execPath, [program], { SETTINGS: settings })
  return { name, 'calls to the sandbox': printed.trim(), ...(await measureClient(consumer, name)) }
}

/** The kit is bundled, so nobody may look for it. Comments and source maps may name it. */
const refuseKitImports = (folder: string): void => {
  const imports = /(?:from|import|require)\s*\(?\s*['"]@tiktok-ns\/client-kit/
  const guilty = filesOf(folder).filter(
    file => /\.[cm]?[jt]s$/.test(file) && imports.test(readFileSync(file, 'utf8')),
  )
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  if (guilty.length > 0 || '@tiktok-ns/client-kit' in (manifest.dependencies ?? {}))
    throw new Error(`client-kit is still needed by ${guilty.join(', ') || 'package.json'}`)
}
