import type { ImportItem, ImportRequest } from '@tiktok-ns/flow-engine'
import { HttpResponse, http } from 'msw'
import { expect, test } from 'vitest'
import { startServer } from '../test-support/msw-server.js'
import { schemaProblems } from '../test-support/reference.js'
import { json, recordUrl, refusal, testClient, written } from '../test-support/test-client.js'
import { importRecord } from './import-record.js'

const server = startServer()
const orders = `${recordUrl}/salesOrder`
const externalId = 'TTS-US1-SO-576461413038785752'
const context = { signal: new AbortController().signal }
const item: ImportItem = { payload: { memo: 'one' }, externalId, idempotencyKey: externalId }
const request: ImportRequest = { target: 'salesOrder', operation: 'create', items: [item] }

test('"already exists" is success: the record is read and nothing is written', async () => {
  server.use(
    http.post(orders, () => refusal('duplicate-record')),
    http.get(`${orders}/eid:${externalId}`, () => json({ id: '41001' })),
  )

  expect(await importRecord(testClient(), request, item, context)).toEqual({
    status: 'written',
    change: 'unchanged',
    ref: '41001',
    answer: { id: '41001' },
  })
})

test.each([
  ['cut after it was written', true],
  ['cut before it was written', false],
])('a create that was %s is looked for before it is tried again', async (_, done) => {
  let writes = 0
  let exists = false
  server.use(
    http.post(orders, () => {
      writes += 1
      if (writes === 1) {
        exists = done
        return HttpResponse.error()
      }
      exists = true
      return written('salesOrder', '41001')
    }),
    http.get(`${orders}/eid:${externalId}`, () =>
      exists ? json({ id: '41001' }) : refusal('transaction-not-found'),
    ),
  )

  const result = await importRecord(testClient(), request, item, context)

  expect(result).toMatchObject({ status: 'written', ref: '41001' })
  expect(writes).toBe(done ? 1 : 2)
})

test.each([
  ['is there still', true, { status: 'written', change: 'unchanged', ref: '41001' }],
  ['was deleted by people', false, { status: 'failed', failure: { kind: 'missing' } }],
])('a document that an earlier run made and that %s is not made again', async (_, exists, result) => {
  let writes = 0
  server.use(
    http.post(orders, () => {
      writes += 1
      return written('salesOrder', '41002')
    }),
    http.get(`${orders}/eid:${externalId}`, () =>
      exists ? json({ id: '41001' }) : refusal('transaction-not-found'),
    ),
  )

  expect(await importRecord(testClient(), request, { ...item, earlierRef: '41001' }, context)).toMatchObject(
    result,
  )
  expect(writes).toBe(0)
})

test('what exists is updated by its body fields only: lines without keys would be added once more', async () => {
  const patches: unknown[] = []
  server.use(
    http.post(orders, () => refusal('duplicate-record')),
    http.get(`${orders}/eid:${externalId}`, () => json({ id: '41001' })),
    http.patch(`${orders}/41001`, async ({ request: sent }) => {
      patches.push(await sent.json())
      return written('salesOrder', '41001')
    }),
  )
  const changed = { ...item, payload: { memo: 'two', item: { items: [{ quantity: 1 }] } } }

  const result = await importRecord(testClient(), { ...request, ifExists: 'update' }, changed, context)

  expect(result).toMatchObject({ status: 'written', change: 'updated' })
  expect(patches).toEqual([{ memo: 'two' }])
})

test('a refused field names its path, and no secret is in the failure', async () => {
  server.use(http.post(orders, () => refusal('invalid-field-value')))

  const result = await importRecord(testClient(), request, item, context)

  expect(result).toMatchObject({ status: 'failed', failure: { kind: 'invalid', code: 'INVALID_CONTENT' } })
  expect(JSON.stringify(result)).not.toContain('planted')
})

const toInvoice: ImportRequest = { target: 'invoice', operation: 'transform', items: [] }
const invoice: ImportItem = {
  source: { record: 'salesOrder', externalId },
  payload: {
    tranDate: '2026-03-03',
    item: { items: [{ orderLine: 1, quantity: '2' }] },
  },
  externalId: 'TTS-US1-INV-1',
  idempotencyKey: 'TTS-US1-INV-1',
}
const transforms = `${orders}/eid:${externalId}/!transform/invoice`

test('a transform is made from createdFrom, with the external id in its body and numbers as numbers', async () => {
  const bodies: unknown[] = []
  server.use(
    http.post(transforms, async ({ request: sent }) => {
      bodies.push(await sent.json())
      return written('invoice', '53001')
    }),
  )

  expect(await importRecord(testClient(), toInvoice, invoice, context)).toMatchObject({
    change: 'created',
    ref: '53001',
  })
  expect(bodies).toEqual([
    { tranDate: '2026-03-03', item: { items: [{ orderLine: 1, quantity: 2 }] }, externalId: 'TTS-US1-INV-1' },
  ])
  expect(schemaProblems('invoice', bodies[0])).toEqual([])
})

test.each([
  ['refused although it was made', () => refusal('deposit-auto-apply-failed')],
  ['cut after it was made', () => HttpResponse.error()],
])('a transform that was %s is found by its external id and not made again', async (_, answer) => {
  let made = 0
  server.use(
    http.post(transforms, () => {
      made += 1
      return answer()
    }),
    http.get(`${recordUrl}/invoice/eid:TTS-US1-INV-1`, () => json({ id: '53001' })),
  )

  const result = await importRecord(testClient(), toInvoice, invoice, context)

  expect(result).toMatchObject({ status: 'written', ref: '53001' })
  expect(made).toBe(1)
})

test('a transform starts from any record; without one nothing is sent', async () => {
  server.use(
    http.post(`${recordUrl}/invoice/53001/!transform/creditMemo`, () => written('creditMemo', '58002')),
  )
  const credit: ImportRequest = { target: 'creditMemo', operation: 'transform', items: [] }
  const plain = { payload: { memo: 'x' }, idempotencyKey: 'k' }

  expect(
    await importRecord(
      testClient(),
      credit,
      { ...plain, source: { record: 'invoice', ref: '53001' } },
      context,
    ),
  ).toMatchObject({ ref: '58002' })
  expect(await importRecord(testClient(), credit, plain, context)).toMatchObject({
    status: 'failed',
    failure: { kind: 'invalid', hint: expect.stringContaining('returnAuthorization') },
  })
})

test.each([
  ['fail', { status: 'failed', failure: { kind: 'missing' } }],
  ['skip', { status: 'ignored', reason: `NetSuite has no salesOrder ${externalId}` }],
  ['create', { status: 'written', change: 'created', ref: '41001' }],
] as const)('an update of what is not there: ifMissing %s', async (ifMissing, expected) => {
  server.use(
    http.patch(`${orders}/eid:${externalId}`, () => refusal('transaction-not-found')),
    http.post(orders, () => written('salesOrder', '41001')),
  )
  const update: ImportRequest = { ...request, operation: 'update', ifMissing }

  expect(await importRecord(testClient(), update, item, context)).toMatchObject(expected)
})

test('what exists is brought to the changes the flow gives for it', async () => {
  const patches: unknown[] = []
  server.use(
    http.post(orders, () => refusal('duplicate-record')),
    http.get(`${orders}/eid:${externalId}`, () => json({ id: '41001' })),
    http.patch(`${orders}/41001`, async ({ request: sent }) => {
      patches.push(await sent.json())
      return written('salesOrder', '41001')
    }),
  )
  const changed = {
    ...item,
    payload: { memo: 'one', shippingCost: '4.99' },
    changes: { shippingCost: '4.99' },
  }

  await importRecord(testClient(), { ...request, ifExists: 'update' }, changed, context)

  expect(patches).toEqual([{ shippingCost: 4.99 }])
})

test('a contact is attached to a customer', async () => {
  const paths: string[] = []
  server.use(
    http.post(`${recordUrl}/customer/eid:C-1/!attach/contact/9`, ({ request: sent }) => {
      paths.push(sent.url)
      return new HttpResponse(null, { status: 204 })
    }),
  )
  const attach: ImportRequest = { target: 'contact', operation: 'attach', items: [] }
  const contact = {
    payload: {},
    ref: '9',
    attachTo: { record: 'customer', externalId: 'C-1' },
    idempotencyKey: 'k',
  }

  expect(await importRecord(testClient(), attach, contact, context)).toMatchObject({
    change: 'updated',
    ref: '9',
  })
  expect(paths).toHaveLength(1)
})

test('an update changes lines by their key and refuses lines that it would add each time', async () => {
  const patches: unknown[] = []
  server.use(
    http.patch(`${orders}/eid:${externalId}`, async ({ request: sent }) => {
      patches.push(await sent.json())
      return written('salesOrder', '41001')
    }),
  )
  const update: ImportRequest = { ...request, operation: 'update' }
  const lines = (line: ImportItem['payload']): ImportItem => ({
    ...item,
    payload: { item: { items: [line] } },
  })

  const closed = await importRecord(testClient(), update, lines({ line: 1, isClosed: true }), context)
  const keyless = await importRecord(testClient(), update, lines({ quantity: 1 }), context)

  expect(closed).toMatchObject({ change: 'updated', ref: '41001' })
  expect(patches).toEqual([{ item: { items: [{ line: 1, isClosed: true }] } }])
  expect(keyless).toMatchObject({
    status: 'failed',
    failure: { message: expect.stringContaining('item.items[0]') },
  })
})

test('a deletion of what is not there is done already', async () => {
  server.use(
    http.delete(`${orders}/1`, () => new HttpResponse(null, { status: 204 })),
    http.delete(`${orders}/2`, () => refusal('transaction-not-found')),
  )
  const remove: ImportRequest = { ...request, operation: 'delete' }
  const byId = (ref: string): ImportItem => ({ payload: {}, ref, idempotencyKey: ref })

  expect(await importRecord(testClient(), remove, byId('1'), context)).toMatchObject({
    change: 'deleted',
    ref: '1',
  })
  expect(await importRecord(testClient(), remove, byId('2'), context)).toMatchObject({ change: 'unchanged' })
})

test('an upsert replaces its sublists, and comes again when another made the record meanwhile', async () => {
  const queries: string[] = []
  server.use(
    http.put(`${orders}/eid:${externalId}`, ({ request: sent }) => {
      queries.push(new URL(sent.url).search)
      return queries.length === 1 ? refusal('duplicate-record') : written('salesOrder', '41001')
    }),
  )
  const upsert: ImportRequest = { ...request, operation: 'upsert' }
  const whole: ImportItem = { ...item, payload: { memo: 'x', item: { items: [{ quantity: 1 }] } } }

  expect(await importRecord(testClient(), upsert, whole, context)).toMatchObject({ ref: '41001' })
  expect(queries).toEqual(['?replace=item', '?replace=item'])
})
