import { createSandbox, type Sandbox, type SandboxOptions } from '../../create-sandbox.js'
import type { NetSuiteSeed } from '../seed.js'

/** The account that the examples of the reference are of: their ids, and nothing else. */
export const sampleRecords: NonNullable<NetSuiteSeed['records']> = {
  subsidiary: [
    { id: '1', name: 'Acme Inc.', currency: { id: '1' } },
    { id: '2', name: 'Acme Europe', currency: { id: '2' } },
  ],
  currency: [
    { id: '1', name: 'USD', symbol: 'USD' },
    { id: '2', name: 'EUR', symbol: 'EUR', exchangeRate: 1.1 },
  ],
  location: [{ id: '2', name: 'Main Warehouse', subsidiary: { items: [{ id: '1' }] } }],
  department: [{ id: '5', name: 'E-commerce' }],
  classification: [{ id: '8', name: 'Marketplace' }],
  account: [
    { id: '119', acctName: 'Accounts Receivable', acctType: { id: 'AcctRec' } },
    { id: '121', acctName: 'TikTok Clearing', acctType: { id: 'OthCurrAsset' } },
    { id: '215', acctName: 'Inventory Adjustments', acctType: { id: 'COGS' } },
    { id: '217', acctName: 'Checking', acctType: { id: 'Bank' } },
    { id: '640', acctName: 'Marketplace Fees', acctType: { id: 'Expense' } },
  ],
  shipItem: [{ id: '8297', itemId: 'UPS Ground' }],
  discountItem: [{ id: '901', itemId: 'Seller discount' }],
  customer: [
    {
      id: '1514',
      entityId: 'Jane Doe',
      isPerson: true,
      firstName: 'Jane',
      lastName: 'Doe',
      subsidiary: { id: '1' },
      currency: { id: '1' },
    },
  ],
  vendor: [{ id: '88', entityId: 'TikTok', companyName: 'TikTok', subsidiary: { id: '1' } }],
  inventoryItem: [
    {
      id: '321',
      itemId: 'Silk scarf / red',
      price: { items: [{ priceLevel: { id: '1' }, price: 15, currencyPage: { id: '1' } }] },
      locations: { items: [{ location: { id: '2' }, quantityOnHand: 100, quantityAvailable: 100 }] },
    },
    {
      id: '322',
      itemId: 'Gift box',
      locations: { items: [{ location: { id: '2' }, quantityOnHand: 100, quantityAvailable: 100 }] },
    },
    { id: '323', itemId: 'Old scarf', isInactive: true },
  ],
}

/** A sandbox whose NetSuite is the sample account, at noon on 2 March 2026. */
export const sampleAccount = (
  seed: Omit<NetSuiteSeed, 'records'> = {},
  options: Omit<SandboxOptions, 'seed'> = {},
): Sandbox =>
  createSandbox({
    clock: { at: '2026-03-02T12:00:00Z' },
    ...options,
    seed: { netsuite: { ...seed, records: sampleRecords } },
  })

/** The order of the reference's example: two scarves and a box, shipping and a discount: 35.99. */
export const sampleOrder = {
  entity: { id: '1514' },
  externalId: 'TT-576461413038785752',
  otherRefNum: '576461413038785752',
  orderStatus: { id: 'B' },
  shippingCost: 4.99,
  discountItem: { id: '901' },
  discountRate: -3,
  item: {
    items: [
      { item: { id: '321' }, quantity: 2, price: { id: '-1' }, rate: 12.5, location: { id: '2' } },
      { item: { id: '322' }, quantity: 1, price: { id: '-1' }, rate: 9, location: { id: '2' } },
    ],
  },
}
