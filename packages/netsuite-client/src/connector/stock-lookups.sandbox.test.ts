import { createSandbox, defaultNetSuiteCredentials } from '@tiktok-ns/sandbox'
import { expect, test } from 'vitest'
import { netsuiteConnector } from './connector.js'

const nowMs = Date.parse('2026-03-02T10:00:00Z')
const context = { signal: new AbortController().signal }
const onHand = (quantity: number) => ({
  items: [{ location: { id: '1' }, quantityOnHand: quantity, averageCostMli: 1 }],
})
const member = (item: string, quantity: number) => ({ item: { id: item }, quantity })

const open = () => {
  const sandbox = createSandbox({
    clock: { at: nowMs },
    seed: {
      netsuite: {
        records: {
          subsidiary: [{ id: '1', name: 'Acme Inc.' }],
          location: [{ id: '1', name: 'Main', subsidiary: { items: [{ id: '1' }] } }],
          customer: [{ id: '7', companyName: 'Web shop', subsidiary: { id: '1' } }],
          inventoryItem: [
            { id: '10', itemId: 'SCARF', locations: onHand(9) },
            { id: '11', itemId: 'BELT', locations: onHand(4) },
            { id: '12', itemId: 'HAT', isInactive: true },
            { id: '13', itemId: 'HAT' },
            { id: '14', itemId: 'OLD', isInactive: true },
          ],
          serviceSaleItem: [{ id: '20', itemId: 'WRAPPING' }],
          kitItem: [
            {
              id: '30',
              itemId: 'SET',
              member: { items: [member('10', 2), member('11', 1), member('20', 1)] },
            },
            { id: '31', itemId: 'PAIR', member: { items: [member('10', 2)] } },
          ],
        },
      },
    },
  })
  const connector = netsuiteConnector.connect(
    { ...defaultNetSuiteCredentials, timeZone: 'UTC' },
    { fetch: sandbox.netsuite.fetch, now: () => sandbox.clock.now() },
  )
  const find = async (lookup: string, keys: readonly string[], parameters = {}) => {
    const answers = await connector.lookupMany({ lookup, keys, parameters }, context)
    return Object.fromEntries(answers.map(({ key, matches }) => [key, matches]))
  }
  const sell = (externalId: string, item: string, quantity: number) =>
    connector.importMany(
      {
        target: 'salesOrder',
        operation: 'create',
        items: [
          {
            idempotencyKey: externalId,
            externalId,
            payload: {
              entity: { id: '7' },
              orderStatus: { id: 'B' },
              location: { id: '1' },
              item: { items: [{ item: { id: item }, quantity, rate: '1.00', amount: '1.00' }] },
            },
          },
        ],
      },
      context,
    )
  return { sandbox, find, sell }
}

test('a family names what an item is made of, and all that draws on the same stock', async () => {
  const { find } = open()
  const found = await find('stockFamilies', ['SCARF', 'SET', 'WRAPPING', 'NONE'])

  expect(found['SCARF']).toMatchObject([
    {
      id: '10',
      parts: [{ item: '10', itemid: 'SCARF', quantity: 1 }],
      sharers: [
        { itemid: 'SCARF', uses: [{ item: '10', quantity: 1 }] },
        { itemid: 'SET', uses: [{ item: '10', quantity: 2 }] },
        { itemid: 'PAIR', uses: [{ item: '10', quantity: 2 }] },
      ],
    },
  ])
  expect(found['SET']).toMatchObject([
    {
      parts: [
        { item: '10', quantity: 2 },
        { item: '11', quantity: 1 },
      ],
      sharers: [
        { itemid: 'SCARF' },
        {
          itemid: 'SET',
          uses: [
            { item: '10', quantity: 2 },
            { item: '11', quantity: 1 },
          ],
        },
        { itemid: 'PAIR' },
        { itemid: 'BELT' },
      ],
    },
  ])
  expect(found['WRAPPING']).toMatchObject([{ parts: [], sharers: [] }])
  expect(found['NONE']).toEqual([])
})

test('of items with one name the active one counts; where none is active, that is told', async () => {
  const { find } = open()
  const found = await find('stockFamilies', ['HAT', 'OLD'])

  expect(found['HAT']).toMatchObject([{ id: '13', isinactive: 'F' }])
  expect(found['OLD']).toMatchObject([{ id: '14', isinactive: 'T' }])
})

test('stock comes as numbers, by location', async () => {
  const { find, sell } = open()
  await sell('TTS-US1-SO-1', '10', 2)

  expect((await find('stockByItem', ['10', '99']))['10']).toMatchObject([
    { location: '1', quantityavailable: 7, quantityonhand: 9, quantityonorder: 0, quantitybackordered: 0 },
  ])
})

test('what was sold lately leaves out the orders of one shop', async () => {
  const { find, sell, sandbox } = open()
  await sell('WEB-1', '10', 1)
  sandbox.clock.advance(30 * 60_000)
  await sell('WEB-2', '10', 3)
  await sell('TTS-US1-SO-1', '10', 2)

  const sold = async (parameters = {}) => (await find('unitsSoldByItem', ['10'], parameters))['10']
  expect(await sold({ except: 'TTS-US1-' })).toMatchObject([{ unitsinhour: 4, unitsinquarter: 3 }])
  expect(await sold()).toMatchObject([{ unitsinhour: 6, unitsinquarter: 5 }])
  sandbox.clock.advance(70 * 60_000)
  expect(await sold()).toEqual([])
})
