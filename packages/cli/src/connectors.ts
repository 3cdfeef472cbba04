import type { ConnectorDefinition } from '@tiktok-ns/flow-engine'
import { netsuiteConnector } from '@tiktok-ns/netsuite-client/connector'
import { tiktokShopConnector } from '@tiktok-ns/tiktok-client/connector'

/** The connectors this tool ships. Another system is one more line here, or a `*.connector.yaml` beside the project file. */
export const shippedConnectors: readonly ConnectorDefinition[] = [tiktokShopConnector, netsuiteConnector]
