import type { ConnectorDefinition } from '@tiktok-ns/flow-engine'
import { defineNetSuiteConnector } from '@tiktok-ns/netsuite-client/connector'
import { defineTikTokShopConnector } from '@tiktok-ns/tiktok-client/connector'
import { createLazyTelemetry } from './output/open-telemetry.js'
import { createLazyTransport } from './transport.js'

const shared = {
  transport: createLazyTransport(),
  telemetry: createLazyTelemetry(),
  userAgent: 'tiktok-ns-cli',
}

/** The connectors this tool ships. Another system is one more line here, or a `*.connector.yaml` beside the project file. */
export const shippedConnectors: readonly ConnectorDefinition[] = [
  defineTikTokShopConnector(shared),
  defineNetSuiteConnector(shared),
]
