import type { ConnectorDescription, JsonSchema } from '@tiktok-ns/flow-engine'
import { importsWith } from './imports/index.js'
import { lookups } from './lookups/index.js'
import { webhookDescriptions } from './parse-webhook.js'
import { resources } from './resources/index.js'

const secret = (description: string): JsonSchema => ({ type: 'string', writeOnly: true, description })
const text = (description: string): JsonSchema => ({ type: 'string', description })

const describe = <Description>(
  parts: Readonly<Record<string, { readonly description: Description }>>,
): Readonly<Record<string, Description>> =>
  Object.fromEntries(Object.entries(parts).map(([name, { description }]) => [name, description]))

/** What the connector offers; needs no account. */
export const tiktokShopDescription: ConnectorDescription = {
  name: 'tiktok-shop',
  title: 'TikTok Shop',
  settings: {
    type: 'object',
    additionalProperties: false,
    required: ['appKey', 'appSecret'],
    properties: {
      appKey: text('App key, from Partner Center.'),
      appSecret: secret('App secret, from Partner Center.'),
      accessToken: secret('An access token; enough for a trial, because it ends after seven days.'),
      refreshToken: secret('Refresh token: with it the access token is renewed by itself.'),
      shopCipher: text('Names the shop. Found by itself when the token covers only one.'),
      shopId: text('Chooses among the authorized shops when there are several.'),
      baseUrl: text('Base URL of the API, for a sandbox.'),
      authBaseUrl: text('Base URL of the token service, for a sandbox.'),
      maxAttempts: {
        type: 'integer',
        minimum: 1,
        maximum: 20,
        description: 'How often a request is tried before the flow decides. Default 5.',
      },
      maxConcurrent: { type: 'integer', minimum: 1, description: 'Requests at once. Default 10.' },
    },
  },
  resources: describe(resources),
  lookups: describe(lookups),
  imports: describe(importsWith(globalThis.fetch)),
  webhooks: webhookDescriptions,
  // From "Get Order Detail" and "Search Returns": everything that tells who bought, and where it goes.
  personal: [
    'buyer_email',
    'buyer_nickname',
    'buyer_avatar',
    'buyer_message',
    'buyer_username',
    'cpf',
    'cpf_name',
    'recipient_address',
  ],
  personIds: ['user_id'],
}
