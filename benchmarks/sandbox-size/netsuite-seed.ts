import type { NetSuiteSeed } from '@tiktok-ns/sandbox'

type Records = NonNullable<NetSuiteSeed['records']>

const firstItem = 1_000_000
const firstOrder = 2_000_000

export const skuOf = (index: number): string => `SKU-${index}`

/** An account of so many items with stock, and so many open orders of one line. */
export const makeAccount = (size: number): NetSuiteSeed => ({
  preferences: { salesOrderStatus: 'B', pickPackShip: false },
  records: {
    subsidiary: [{ id: '1', name: 'Example Goods Inc.', currency: { id: '1' } }],
    currency: [{ id: '1', name: 'USD', symbol: 'USD' }],
    location: [{ id: '1', name: 'Main Warehouse' }],
    customer: [{ id: '1001', companyName: 'TikTok Shop US', subsidiary: { id: '1' }, currency: { id: '1' } }],
    inventoryItem: times(size, toItem),
    salesOrder: times(size, toOrder),
  },
})

const times = (count: number, make: (index: number) => Records[string][number]): Records[string] =>
  Array.from({ length: count }, (_, index) => make(index))

const toItem = (index: number): Records[string][number] => ({
  id: String(firstItem + index),
  itemId: skuOf(index),
  externalId: skuOf(index),
  displayName: `Item ${index}`,
  isInactive: false,
  basePrice: 9.99,
  locations: { items: [{ location: { id: '1' }, quantityOnHand: 50, averageCostMli: 4 }] },
})

const toOrder = (index: number): Records[string][number] => ({
  id: String(firstOrder + index),
  tranId: `SO${index + 1}`,
  externalId: `TTS-US1-SO-${index}`,
  entity: { id: '1001' },
  tranDate: `2026-02-${String((index % 28) + 1).padStart(2, '0')}`,
  orderStatus: { id: 'B' },
  status: { id: 'B' },
  subsidiary: { id: '1' },
  currency: { id: '1' },
  exchangeRate: 1,
  subtotal: 9.99,
  total: 9.99,
  lastModifiedDate: '2026-02-28T10:00:00Z',
  item: {
    items: [
      {
        line: 1,
        item: { id: String(firstItem + index) },
        quantity: 1,
        rate: 9.99,
        amount: 9.99,
        price: { id: '-1' },
        location: { id: '1' },
      },
    ],
  },
})
