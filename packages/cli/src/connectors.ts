import type { ConnectorDefinition } from '@tiktok-ns/flow-engine'
import { netsuiteConnector } from '@tiktok-ns/netsuite-client/connector'
import { tiktokShopConnector } from '@tiktok-ns/tiktok-client/connector'

/** The connectors this tool knows. Another system is one more line. */
export const connectors: readonly ConnectorDefinition[] = [tiktokShopConnector, netsuiteConnector]

export const connectorDescriptions = connectors.map(({ description }) => description)
