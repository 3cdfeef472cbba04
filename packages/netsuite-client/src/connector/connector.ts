import { ApiError } from '@tiktok-ns/client-kit'
import type { Connector, ConnectorDefinition, ConnectorHost, JsonObject } from '@tiktok-ns/flow-engine'
import { createNetSuiteClient } from '../netsuite-client.js'
import { netsuiteDescription } from './description.js'
import { exportPages } from './exports.js'
import { importRecord } from './import-record.js'
import { netsuiteLookups } from './lookups.js'
import { readSettings } from './settings.js'
import { toFailure } from './to-failure.js'

/** NetSuite for flows: `connections: { erp: netsuite }`. */
export const netsuiteConnector: ConnectorDefinition = {
  description: netsuiteDescription,
  connect: (settings, host) => connect(settings, host),
}

const connect = (given: JsonObject, host: ConnectorHost): Connector => {
  const { client: options, timeZone } = readSettings(given, host)
  const client = createNetSuiteClient(options)
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
    probe: ({ signal }) => client.probe({ signal }),
    toFailure,
  }
}
