import { expect, test } from 'vitest'
import { samplePlan } from '../testing/fake-runner.js'
import { comparePlaces } from './compare-places.js'
import type { CheckedFlow } from './doctor-check.js'

const flow = (name: string, settings: CheckedFlow['settings'], shop = 'us-shop'): CheckedFlow => ({
  name,
  settings,
  plan: samplePlan(name),
  shop,
  erp: 'books',
})

test('a warehouse whose orders are booked at one location while the stock of another is sold is said', () => {
  const found = comparePlaces([
    flow('orders', { locations: { w1: '1', w2: '2' } }),
    flow('stock', { warehouses: { w1: ['1', '7'], w2: ['3'] } }),
  ])

  expect(found).toEqual([
    expect.objectContaining({
      ok: false,
      where: 'stock',
      message: 'warehouses says that warehouse w2 is location 3, and in the flow orders it is 2',
    }),
  ])
})

test('warehouses of another shop are another matter', () => {
  expect(
    comparePlaces([
      flow('orders', { locations: { w1: '1' } }),
      flow('stock', { warehouses: { w1: ['2'] } }, 'uk-shop'),
    ]),
  ).toEqual([])
})
