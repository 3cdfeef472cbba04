import type { JsonObject } from '@tiktok-ns/flow-engine'
import { createSandbox, defaultNetSuiteCredentials } from '@tiktok-ns/sandbox'
import { expect, test } from 'vitest'
import { netsuiteConnector } from './connector.js'

const context = { signal: new AbortController().signal }
const price = { id: '-1' }
const orderLines = {
  items: [
    { item: { id: '321' }, quantity: 3, rate: 12, price, location: { id: '2' } },
    { item: { id: '322' }, quantity: 1, rate: 9, price, location: { id: '2' } },
  ],
}
const stock = { locations: { items: [{ location: { id: '2' }, quantityOnHand: 100 }] } }

/** An account with one order of two lines, shipped in two parts by UPS. */
const openAccount = async () => {
  const sandbox = createSandbox({
    seed: {
      netsuite: {
        records: {
          subsidiary: [{ id: '1', name: 'Acme Inc.' }],
          location: [{ id: '2', name: 'Main Warehouse' }],
          shipItem: [{ id: '8297', itemId: 'UPS Ground' }],
          customer: [{ id: '1514', companyName: 'Buyers', subsidiary: { id: '1' } }],
          inventoryItem: [
            { id: '321', itemId: 'SCARF', ...stock },
            { id: '322', itemId: 'BELT', ...stock },
          ],
        },
      },
    },
  })
  const connector = netsuiteConnector.connect(
    { ...defaultNetSuiteCredentials, timeZone: 'UTC' },
    { fetch: sandbox.netsuite.fetch },
  )
  const write = async (target: string, operation: string, payload: JsonObject, externalId: string) => {
    const source = { record: 'salesOrder', externalId: 'TTS-US1-SO-1' }
    const item = { payload, externalId, idempotencyKey: externalId, source }
    expect(await connector.importMany({ target, operation, items: [item] }, context)).toMatchObject([
      { status: 'written' },
    ])
  }
  const order = { entity: { id: '1514' }, orderStatus: { id: 'B' }, item: orderLines }
  await write('salesOrder', 'create', order, 'TTS-US1-SO-1')
  const ship = (quantity: number, trackingNumber: string, externalId: string) =>
    write(
      'itemFulfillment',
      'transform',
      {
        shipStatus: { id: 'C' },
        shipMethod: { id: '8297' },
        package: { items: [{ packageTrackingNumber: trackingNumber }] },
        item: {
          items: [
            { orderLine: 1, quantity },
            { orderLine: 2, itemReceive: false },
          ],
        },
      },
      externalId,
    )
  await ship(2, '1Z999AA10123456784', 'IF-1')
  await ship(1, '1Z999AA10123456785', 'IF-2')
  sandbox.calls.clear()
  return { sandbox, connector }
}

const queriesOf = (sandbox: Awaited<ReturnType<typeof openAccount>>['sandbox']) =>
  sandbox.calls.count({ system: 'netsuite' })

test('shipments are found by their order, with what is in them, their tracking numbers and ship method', async () => {
  const { sandbox, connector } = await openAccount()

  const answers = await connector.lookupMany(
    { lookup: 'itemFulfillments', keys: ['TTS-US1-SO-1', 'TTS-US1-SO-2'] },
    context,
  )

  expect(answers).toMatchObject([
    {
      key: 'TTS-US1-SO-1',
      matches: [
        {
          externalid: 'IF-1',
          status: 'C',
          shipmethod: '8297',
          shipmethodname: 'UPS Ground',
          createdfrom: { externalid: 'TTS-US1-SO-1' },
          lines: [{ itemid: 'SCARF', quantity: '2' }],
          trackingnumbers: ['1Z999AA10123456784'],
        },
        { externalid: 'IF-2', lines: [{ itemid: 'SCARF', quantity: '1' }] },
      ],
    },
    { key: 'TTS-US1-SO-2', matches: [] },
  ])
  expect(queriesOf(sandbox)).toBe(3)
})

test('orders are found by their external id, with lines that know what has shipped', async () => {
  const { sandbox, connector } = await openAccount()

  const [found] = await connector.lookupMany({ lookup: 'salesOrders', keys: ['TTS-US1-SO-1'] }, context)

  expect(found?.matches).toMatchObject([
    {
      externalid: 'TTS-US1-SO-1',
      lines: [
        { line: '1', itemid: 'SCARF', quantity: '3', quantityshiprecv: '3', isclosed: 'F' },
        { line: '2', itemid: 'BELT', quantity: '1', quantityshiprecv: '0', isclosed: 'F' },
      ],
    },
  ])
  expect(queriesOf(sandbox)).toBe(2)
})

test('a shipment is exported with its ship method', async () => {
  const { connector } = await openAccount()
  const records: JsonObject[] = []
  const request = { resource: 'itemFulfillments', where: { status: 'C' } }
  for await (const page of connector.exportPages(request, context)) records.push(...page.records)

  expect(records).toMatchObject([
    { externalid: 'IF-1', shipmethodname: 'UPS Ground' },
    { externalid: 'IF-2', shipmethodname: 'UPS Ground' },
  ])
})

test('lines without keys replace a sublist, however often they are sent', async () => {
  const { connector } = await openAccount()
  const items = [{ packageTrackingNumber: '1Z999AA10123456786' }]
  const item = { payload: { package: { items } }, externalId: 'IF-2', idempotencyKey: 'IF-2' }
  const send = () =>
    connector.importMany({ target: 'itemFulfillment', operation: 'replaceLines', items: [item] }, context)

  const results = [await send(), await send()]

  expect(results).toMatchObject([[{ status: 'written' }], [{ status: 'written' }]])
  const answers = await connector.lookupMany({ lookup: 'itemFulfillments', keys: ['TTS-US1-SO-1'] }, context)
  expect(answers[0]?.matches[1]).toMatchObject({ trackingnumbers: ['1Z999AA10123456786'] })
})
