import { compile } from './compile.js'
import type { Consumer } from './consumers.js'

const orderFlow = '@tiktok-ns/flows/orders/tiktok-orders-to-netsuite-sales-orders.flow.yaml'

/** Every subpath of every package, with the optional packages there. */
const program = `
import { metrics } from '@opentelemetry/api'
import { checkFlow, type ConnectorDefinition, type FlowFiles } from '@tiktok-ns/flow-engine'
import { prebuiltHooks } from '@tiktok-ns/flows'
import { createNetSuiteClient, type NetSuiteClientOptions } from '@tiktok-ns/netsuite-client'
import { netsuiteConnector } from '@tiktok-ns/netsuite-client/connector'
import { openTelemetry } from '@tiktok-ns/netsuite-client/opentelemetry'
import { createUndiciTransport } from '@tiktok-ns/netsuite-client/undici'
import { createTikTokShopClient, type TikTokShopClientOptions } from '@tiktok-ns/tiktok-client'
import { tiktokShopConnector } from '@tiktok-ns/tiktok-client/connector'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, resolve } from 'node:path'

const transport = createUndiciTransport()
const telemetry = openTelemetry({ meterProvider: metrics })
const shop: TikTokShopClientOptions = { appKey: 'k', appSecret: 's', transport, telemetry, logger: console }
const erp: NetSuiteClientOptions = {
  account: '123456_SB1',
  auth: { consumerKey: 'a', consumerSecret: 'b', tokenId: 'c', tokenSecret: 'd' },
  transport,
  telemetry,
}
createTikTokShopClient(shop)
createNetSuiteClient(erp)

const definitions: readonly ConnectorDefinition[] = [tiktokShopConnector, netsuiteConnector]
const connectors = definitions.map(({ description }) => description)
const file = createRequire(import.meta.url).resolve('${orderFlow}')
const files: FlowFiles = {
  read: (path, from) => {
    const named = resolve(dirname(from), path)
    return { file: named, text: readFileSync(named, 'utf8') }
  },
}
const { diagnostics } = checkFlow({ text: readFileSync(file, 'utf8'), file, connectors, hooks: prebuiltHooks, files })
if (diagnostics.length > 0) throw new Error(JSON.stringify(diagnostics))
`

/**
 * Everything in one project: the optional packages, the connectors, the shipped flow, and the tool as npx runs it, from a new
 * project to a flow of one's own and the tests of a shipped one.
 */
export const proveTool = async (consumer: Consumer): Promise<void> => {
  await consumer.run(process.execPath, [await compile(consumer, program)])
  const tool = (...args: string[]) => consumer.run('npx', ['--no-install', 'tiktok-ns', ...args])
  const help = await tool('--help')
  if (!help.includes('Usage: tiktok-ns')) throw new Error(`tiktok-ns --help printed:\n${help}`)
  await tool('demo', '--orders', '20')
  await tool('init', 'my-shop', '--yes', '--shop-key', 'US1')
  consumer.write('mine.flow.yaml', `extends: '${orderFlow}'\nchanges:\n  - remove: totalAgrees\n`)
  await tool('check', 'mine.flow.yaml')
  await tool('test', `node_modules/${orderFlow.replace('.flow.yaml', '.flow.test.yaml')}`)
}
