import { type Clock, defaultRetryPolicy, systemClock } from '@tiktok-ns/client-kit'
import type { ConnectorHost, JsonObject, JsonSchema } from '@tiktok-ns/flow-engine'
import { z } from 'zod'
import type { NetSuiteAuth } from '../auth/authorizer.js'
import type { NetSuiteClientOptions } from '../netsuite-client.js'
import { openTokenStore } from './open-token-store.js'

const machine = z.object({ clientId: z.string(), certificateId: z.string(), privateKey: z.string() })
const token = z.object({
  consumerKey: z.string(),
  consumerSecret: z.string(),
  tokenId: z.string(),
  tokenSecret: z.string(),
})

const person = z.object({
  clientId: z.string(),
  redirectUri: z.string(),
  clientSecret: z.string().optional(),
})

const settingsSpec = z.intersection(
  z.union([machine, token, person]),
  z.object({
    account: z.string(),
    concurrency: z.number().optional(),
    maxAttempts: z.number().optional(),
    baseUrl: z.string().optional(),
    timeZone: z.string().optional(),
    unknownFields: z.enum(['refuse', 'ignore']).optional(),
  }),
)

const secret = (description: string): JsonSchema => ({ type: 'string', writeOnly: true, description })
const text = (description: string): JsonSchema => ({ type: 'string', description })

/** An account's settings in the project file. */
export const settingsSchema: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['account'],
  anyOf: [
    { required: ['clientId', 'certificateId', 'privateKey'] },
    { required: ['consumerKey', 'consumerSecret', 'tokenId', 'tokenSecret'] },
    { required: ['clientId', 'redirectUri'] },
  ],
  properties: {
    account: text('Account id, as under Setup > Company > Company Information: 123456 or 123456_SB1.'),
    clientId: text('OAuth 2.0: consumer key of the integration record.'),
    certificateId: text(
      'OAuth 2.0: certificate id under Setup > Integration > OAuth 2.0 Client Credentials Setup.',
    ),
    redirectUri: text(
      'OAuth 2.0 as a person, who consents in a browser with `tiktok-ns connect`: redirect URI of the integration record.',
    ),
    clientSecret: secret(
      'OAuth 2.0 as a person: consumer secret of the integration record. Left out for a public client.',
    ),
    privateKey: secret("OAuth 2.0: the certificate's private key in PEM."),
    consumerKey: secret('Token-based authentication: consumer key of the integration record.'),
    consumerSecret: secret('Token-based authentication: consumer secret of the integration record.'),
    tokenId: secret('Token-based authentication: token id of the access token.'),
    tokenSecret: secret('Token-based authentication: token secret of the access token.'),
    maxAttempts: {
      type: 'integer',
      minimum: 1,
      maximum: 20,
      description: 'How often a request is tried before the flow decides. Default 5.',
    },
    concurrency: {
      type: 'integer',
      minimum: 1,
      description: "Requests at once. Default 4, which leaves one of the smallest account's five to others.",
    },
    timeZone: text(
      "Time zone preference of the integration's user, such as America/Los_Angeles: SuiteQL shows and compares times in it. Needed by exports with a cursor.",
    ),
    unknownFields: {
      enum: ['refuse', 'ignore'],
      description:
        'What becomes of a field whose name NetSuite does not know. Default refuse: the record fails and names it.',
    },
    baseUrl: text('Base URL, for a sandbox server or a proxy.'),
  },
}

const toPerson = (
  { clientId, clientSecret }: z.infer<typeof person>,
  account: string,
  stateFolder: string | undefined,
): NetSuiteAuth => ({
  clientId,
  tokenStore: openTokenStore({ account, clientId, stateFolder }),
  ...(clientSecret === undefined ? {} : { clientSecret }),
})

export interface ConnectorSettings {
  readonly client: NetSuiteClientOptions
  readonly timeZone: string | undefined
}

export const readSettings = (given: JsonObject, host: ConnectorHost): ConnectorSettings => {
  const { account, concurrency, maxAttempts, baseUrl, timeZone, unknownFields, ...auth } =
    settingsSpec.parse(given)
  const clock: Clock = { now: host.now ?? systemClock.now, wait: host.wait ?? systemClock.wait }
  const credentials: NetSuiteAuth = 'redirectUri' in auth ? toPerson(auth, account, host.stateFolder) : auth
  return {
    timeZone,
    client: {
      account,
      auth: credentials,
      clock,
      ...(concurrency === undefined ? {} : { concurrency }),
      ...(maxAttempts === undefined ? {} : { retryPolicy: { ...defaultRetryPolicy, maxAttempts } }),
      ...(baseUrl === undefined ? {} : { baseUrl }),
      ...(unknownFields === undefined ? {} : { unknownFields }),
      ...(host.fetch === undefined ? {} : { fetch: host.fetch }),
    },
  }
}
