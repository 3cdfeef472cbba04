import type { ConnectorDescription, ImportDescription } from '@tiktok-ns/flow-engine'
import { netsuiteResources } from './exports.js'
import { netsuiteLookups } from './lookups.js'
import { payloadSchema } from './payload-schema.js'
import { operationsOf, type RecordTarget, recordTargets } from './record-targets.js'
import { settingsSchema } from './settings.js'

const describeImport = (type: string, target: RecordTarget): ImportDescription => ({
  summary: target.summary,
  operations: operationsOf(target),
  payload: payloadSchema(type),
  answer: { type: 'object', properties: { id: { type: 'string' } } },
})

/** What the connector offers; needs no account. */
export const netsuiteDescription: ConnectorDescription = {
  name: 'netsuite',
  title: 'NetSuite',
  settings: settingsSchema,
  resources: Object.fromEntries(
    Object.entries(netsuiteResources).map(([name, { description }]) => [name, description]),
  ),
  lookups: Object.fromEntries(
    Object.entries(netsuiteLookups).map(([name, { summary, match }]) => [name, { summary, match }]),
  ),
  imports: Object.fromEntries(
    Object.entries(recordTargets).map(([type, target]) => [type, describeImport(type, target)]),
  ),
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
