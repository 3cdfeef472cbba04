import { readFileSync } from 'node:fs'
import { checkFlow, compileFlow, createMemoryStore, formatDiagnostic, runFlow } from '@tiktok-ns/flow-engine'
import { netsuiteConnector } from '@tiktok-ns/netsuite-client/connector'
import { defaultNetSuiteCredentials, defaultTikTokShopCredentials } from '@tiktok-ns/sandbox'
import { tiktokShopConnector } from '@tiktok-ns/tiktok-client/connector'
import { openSandbox } from '../sandbox.js'

const { sandbox, netsuiteIds } = openSandbox()

// 1. Check: everything that is wrong with the file, each with its line. Misspell a key and see.
const text = readFileSync(new URL('orders.flow.yaml', import.meta.url), 'utf8')
const connectors = [tiktokShopConnector.description, netsuiteConnector.description]
const { spec, diagnostics } = checkFlow({ text, file: 'orders.flow.yaml', connectors })
for (const diagnostic of diagnostics) console.log(formatDiagnostic(diagnostic, text))
if (spec === undefined) throw new Error('the flow is not right yet')

// 2. Compile: bind it to accounts and settings.
const { plan, problems } = compileFlow(spec, {
  connectors,
  connections: { shop: { key: 'US1' }, erp: { key: 'NS' } },
  settings: { customer: netsuiteIds.customer },
})
if (plan === undefined) throw new Error(problems.map(({ problem }) => problem).join('\n'))

// 3. Run.
const { appKey, appSecret, accessToken } = defaultTikTokShopCredentials
const { now } = sandbox.clock
const connections = {
  shop: tiktokShopConnector.connect(
    { appKey, appSecret, accessToken },
    { now, fetch: sandbox.tiktokShop.fetch },
  ),
  erp: netsuiteConnector.connect({ ...defaultNetSuiteCredentials }, { now, fetch: sandbox.netsuite.fetch }),
}
const clock = { now, wait: async (ms: number) => sandbox.clock.advance(ms) }
const host = { connections, store: createMemoryStore(), clock }

const first = await runFlow(plan, host)
console.log('first run ', JSON.stringify(first.counts), JSON.stringify(first.skippedByReason))

// Nothing has changed since, so nothing is written again.
const second = await runFlow(plan, host)
console.log('second run', JSON.stringify(second.counts), JSON.stringify(second.changes))
