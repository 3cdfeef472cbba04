import { ApiError, type Clock, defaultRetryPolicy, systemClock } from '@tiktok-ns/client-kit'
import type {
  Connector,
  ConnectorDefinition,
  ConnectorHost,
  JsonObject,
  ProbeFinding,
} from '@tiktok-ns/flow-engine'
import { z } from 'zod'
import { createNetSuiteClient, type NetSuiteClient } from '../netsuite-client.js'
import { netsuiteDescription } from './description.js'
import { importRecord } from './import-record.js'
import { lookupItemsBySku } from './lookup-items.js'
import { toFailure } from './to-failure.js'

const settingsSpec = z.object({
  account: z.string(),
  consumerKey: z.string(),
  consumerSecret: z.string(),
  tokenId: z.string(),
  tokenSecret: z.string(),
  concurrency: z.number().optional(),
  maxAttempts: z.number().optional(),
  baseUrl: z.string().optional(),
})

/** NetSuite for flows: `connections: { erp: netsuite }`. */
export const netsuiteConnector: ConnectorDefinition = {
  description: netsuiteDescription,
  connect: (settings, host) => connect(settings, host),
}

const connect = (given: JsonObject, host: ConnectorHost): Connector => {
  const { account, concurrency, maxAttempts, baseUrl, ...auth } = settingsSpec.parse(given)
  const clock: Clock = host.now === undefined ? systemClock : { ...systemClock, now: host.now }
  const client = createNetSuiteClient({
    account,
    auth,
    clock,
    ...(concurrency === undefined ? {} : { concurrency }),
    ...(maxAttempts === undefined ? {} : { retryPolicy: { ...defaultRetryPolicy, maxAttempts } }),
    ...(baseUrl === undefined ? {} : { baseUrl }),
    ...(host.fetch === undefined ? {} : { fetch: host.fetch }),
  })
  return {
    description: netsuiteDescription,
    exportPages: ({ resource }) => {
      throw new ApiError({ kind: 'invalid', message: `NetSuite has no resource "${resource}"` })
    },
    lookupMany: async ({ lookup, keys }, context) => {
      if (lookup === 'itemsBySku') return lookupItemsBySku(client, keys, context)
      throw new ApiError({ kind: 'invalid', message: `NetSuite has no lookup "${lookup}"` })
    },
    importMany: (request, context) =>
      Promise.all(request.items.map(item => importRecord(client, request, item, context))),
    probe: () => probe(client),
    toFailure,
  }
}

const probe = async (client: NetSuiteClient): Promise<readonly ProbeFinding[]> => {
  try {
    for await (const _ of client.suiteQl.query('SELECT id FROM item WHERE id = 0', {
      row: z.looseObject({}),
    }))
      break
    return [
      {
        ok: true,
        subject: 'credentials',
        message: 'NetSuite accepts the token, and the role may use SuiteQL',
      },
    ]
  } catch (error) {
    const { message, hint } = toFailure(error)
    return [{ ok: false, subject: 'credentials', message, ...(hint === undefined ? {} : { next: hint }) }]
  }
}
