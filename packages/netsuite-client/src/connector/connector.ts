import { ApiError } from '@tiktok-ns/client-kit'
import type { Connector, ConnectorDefinition, ConnectorHost, JsonObject } from '@tiktok-ns/flow-engine'
import { createNetSuiteClient, type NetSuiteClientOptions } from '../netsuite-client.js'
import { netsuiteDescription } from './description.js'
import { exportPages } from './exports.js'
import { importRecord } from './import-record.js'
import { netsuiteLookups } from './lookups.js'
import { previewRecord } from './preview-record.js'
import { probeForUses } from './probe-for-uses.js'
import { readSettings } from './settings.js'
import { toFailure } from './to-failure.js'

/** What the client behind the connector works with; everything else is in the connection's settings. */
export type NetSuiteConnectorOptions = Pick<
  NetSuiteClientOptions,
  'transport' | 'logger' | 'telemetry' | 'userAgent'
>

/** NetSuite for flows, on a transport, logger or telemetry of the host's. */
export const defineNetSuiteConnector = (options: NetSuiteConnectorOptions = {}): ConnectorDefinition => ({
  description: netsuiteDescription,
  connect: (settings, host) => connect(settings, host, options),
})

/** NetSuite for flows: `connections: { erp: netsuite }`. */
export const netsuiteConnector: ConnectorDefinition = defineNetSuiteConnector()

const connect = (
  given: JsonObject,
  host: ConnectorHost,
  connectorOptions: NetSuiteConnectorOptions,
): Connector => {
  const { client: options, timeZone } = readSettings(given, host)
  const client = createNetSuiteClient({ ...connectorOptions, ...options })
  return {
    description: netsuiteDescription,
    exportPages: (request, context) => exportPages({ client, timeZone }, request, context),
    lookupMany: async (request, context) => {
      const lookup = netsuiteLookups[request.lookup]
      if (lookup === undefined)
        throw new ApiError({ kind: 'invalid', message: `NetSuite has no lookup "${request.lookup}"` })
      return lookup.find(client, request, context)
    },
    importMany: (request, context) =>
      Promise.all(request.items.map(item => importRecord(client, request, item, context))),
    previewMany: (request, context) =>
      Promise.all(request.items.map(item => previewRecord(client, request, item, context))),
    probe: context => probeForUses(client, context, { isToken: 'tokenId' in given }),
    toFailure,
  }
}
