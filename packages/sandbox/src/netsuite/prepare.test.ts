import { expect, test } from 'vitest'
import { createSandbox } from '../create-sandbox.js'
import type { JsonObject } from '../json.js'
import type { SandboxSeed } from '../seed.js'
import { callNetSuite } from './testing/call-netsuite.js'

const count = 1_600
const times = (make: (index: number) => JsonObject): JsonObject[] =>
  Array.from({ length: count }, (_, index) => make(index))
const stockAt = (quantityOnHand: number): JsonObject => ({
  items: [{ location: { id: '1' }, quantityOnHand, averageCostMli: 4 }],
})
const line = (index: number): JsonObject => ({
  line: 1,
  item: { id: `${10_000 + index}` },
  quantity: 1,
  rate: 5,
  amount: 5,
  location: { id: '1' },
})

const seed: SandboxSeed = {
  netsuite: {
    preferences: { salesOrderStatus: 'B', pickPackShip: false },
    records: {
      subsidiary: [{ id: '1', name: 'Example Goods Inc.', currency: { id: '1' } }],
      currency: [{ id: '1', name: 'USD', symbol: 'USD' }],
      location: [{ id: '1', name: 'Main Warehouse' }],
      customer: [
        { id: '1001', companyName: 'TikTok Shop US', subsidiary: { id: '1' }, currency: { id: '1' } },
      ],
      inventoryItem: times(index => ({
        id: `${10_000 + index}`,
        itemId: `SKU-${index}`,
        locations: stockAt(9),
      })),
      salesOrder: times(index => ({
        id: `${20_000 + index}`,
        tranId: `SO${index}`,
        entity: { id: '1001' },
        tranDate: '2026-02-03',
        orderStatus: { id: 'B' },
        status: { id: 'B' },
        item: { items: [line(index)] },
      })),
    },
  },
}

const open = (state?: object) => {
  const sandbox = createSandbox({ clock: { at: '2026-03-02T10:00:00Z' }, seed })
  if (state !== undefined) sandbox.restore(state)
  return sandbox
}

const ask = async (sandbox: ReturnType<typeof open>, q: string) => {
  const { body } = await callNetSuite(sandbox, {
    path: '/services/rest/query/v1/suiteql',
    headers: { prefer: 'transient' },
    body: { q },
  })
  return body['items']
}

const questions = [
  'SELECT id, itemid FROM item ORDER BY id',
  'SELECT id, tranid, status FROM transaction ORDER BY id DESC',
  'SELECT transaction, item, quantity, iscogs FROM transactionline WHERE transaction > 21500 ORDER BY transaction, id',
  'SELECT item, quantityonhand, quantityavailable FROM inventoryitemlocations ORDER BY item DESC',
]

test('what is done while a large account is prepared is in what queries, ledger and stock say', async () => {
  const sandbox = open()
  const preparing = sandbox.prepare()
  const made: string[] = []
  for (const index of [3, 700, 1_599, 1_100]) {
    await new Promise(setImmediate)
    const order = `${20_000 + index}`
    const shipped = await callNetSuite(sandbox, {
      path: `salesOrder/${order}/!transform/itemFulfillment`,
      body: { shipStatus: { id: 'C' } },
    })
    const renamed = await callNetSuite(sandbox, {
      method: 'PATCH',
      path: `inventoryItem/${10_000 + index}`,
      body: { itemId: `NEW-${index}` },
    })
    expect([shipped.status, renamed.status]).toEqual([204, 204])
    made.push(shipped.id)
    if (index === 700) await ask(sandbox, questions[0] ?? '')
  }
  await preparing

  const fresh = open(sandbox.dump())
  for (const question of questions) expect(await ask(sandbox, question)).toEqual(await ask(fresh, question))
  expect(sandbox.netsuite.ledger.trialBalance()).toEqual(fresh.netsuite.ledger.trialBalance())
  expect(sandbox.netsuite.ledger.balance('5000')).toBe('16.00')
  expect(new Set(made).size).toBe(4)
})

test('closing ends the preparation', async () => {
  const sandbox = open()
  const preparing = sandbox.prepare()
  await sandbox.close()

  await expect(preparing).resolves.toBeUndefined()
})
