import type { ConnectorDescription } from '../ports/connector.js'

const text = { type: 'string' }

const shop: ConnectorDescription = {
  name: 'tiktok-shop',
  title: 'A shop',
  settings: { type: 'object' },
  resources: {
    orders: {
      summary: 'Orders',
      idField: 'id',
      maxPageSize: 100,
      cursorFields: { update_time: 'epoch-seconds', create_time: 'epoch-seconds' },
      where: { type: 'object' },
      record: {
        type: 'object',
        properties: {
          id: text,
          status: text,
          update_time: { type: 'integer' },
          payment: { type: 'object', properties: { total_amount: text, currency: text } },
          line_items: {
            type: 'array',
            items: { type: 'object', properties: { id: text, seller_sku: text } },
          },
        },
      },
    },
  },
  lookups: {},
  imports: {},
  webhooks: { 'order-status-change': { summary: 'An order changed', payload: { type: 'object' } } },
}

const erp: ConnectorDescription = {
  name: 'netsuite',
  title: 'An ERP',
  settings: { type: 'object' },
  resources: {
    customers: {
      summary: 'Customers',
      idField: 'id',
      maxPageSize: 1_000,
      cursorFields: { lastModifiedDate: 'iso' },
      where: { type: 'object' },
      record: { type: 'object', properties: { id: text, email: text, lastModifiedDate: text } },
    },
  },
  lookups: {
    itemsBySku: { summary: 'Items', match: { type: 'object', properties: { id: text, itemid: text } } },
  },
  imports: {
    salesOrder: {
      summary: 'Sales orders',
      operations: ['create', 'update', 'upsert', 'delete', 'transform', 'attach'],
      payload: { type: 'object' },
      answer: { type: 'object', properties: { id: text } },
    },
    note: {
      summary: 'Notes on records',
      operations: ['create', 'upsert'],
      payload: { type: 'object' },
      answer: { type: 'object', properties: { id: text } },
    },
  },
  webhooks: {},
}

/** Two small connectors, described as ours are, for tests of flows without any vendor. */
export const sampleConnectors: readonly ConnectorDescription[] = [shop, erp]
