import type { ConnectorDescription, ImportDescription, JsonSchema } from '@tiktok-ns/flow-engine'

const secret = (description: string): JsonSchema => ({ type: 'string', writeOnly: true, description })
const text = (description: string): JsonSchema => ({ type: 'string', description })

const record = (summary: string): ImportDescription => ({
  summary,
  operations: ['create', 'update', 'upsert'],
  payload: { type: 'object' },
  answer: { type: 'object', properties: { id: { type: 'string' } } },
})

/** What the connector offers; needs no account. */
export const netsuiteDescription: ConnectorDescription = {
  name: 'netsuite',
  title: 'NetSuite',
  settings: {
    type: 'object',
    additionalProperties: false,
    required: ['account', 'consumerKey', 'consumerSecret', 'tokenId', 'tokenSecret'],
    properties: {
      account: text('Account id, as under Setup > Company > Company Information: 123456 or 123456_SB1.'),
      consumerKey: secret('Consumer key of the integration record.'),
      consumerSecret: secret('Consumer secret of the integration record.'),
      tokenId: secret('Token id of the access token.'),
      tokenSecret: secret('Token secret of the access token.'),
      maxAttempts: {
        type: 'integer',
        minimum: 1,
        maximum: 20,
        description: 'How often a request is tried before the flow decides. Default 5.',
      },
      concurrency: {
        type: 'integer',
        minimum: 1,
        description:
          "Requests at once. Default 4, which leaves one of the smallest account's five to others.",
      },
      baseUrl: text('Base URL, for a sandbox server or a proxy.'),
    },
  },
  resources: {},
  lookups: {
    itemsBySku: {
      summary: 'Active items by their item id, a whole page of SKUs in one call.',
      match: {
        type: 'object',
        properties: {
          id: { type: 'string' },
          itemid: { type: 'string' },
          itemtype: { type: 'string' },
          displayname: { type: 'string' },
          subsidiary: { type: 'string' },
        },
      },
    },
  },
  imports: {
    salesOrder: record('Sales orders, by external id.'),
    customer: record('Customers, by external id.'),
  },
  webhooks: {},
  personal: [
    'addressBook',
    'altEmail',
    'altPhone',
    'billingAddress',
    'email',
    'firstName',
    'lastName',
    'message',
    'phone',
    'shippingAddress',
  ],
}
