import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { importRecord } from './connector/import-record.js'
import { example } from './test-support/reference.js'
import { recordUrl, refusal, suiteQlUrl, testClient, written } from './test-support/test-client.js'
import { sampleSalesOrder } from './testing/sample-sales-order.js'

const orders = `${recordUrl}/salesOrder`
const createExample = example('sales-order-create-post')
const getExample = example('sales-order-get')
const pageExample = z.looseObject({}).parse(example('suiteql-page').response.body)

const server = setupServer()
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
afterEach(() => server.resetHandlers())
afterAll(() => server.close())

const externalId = 'TTS-US1-SO-576461413038785752'
const context = { signal: new AbortController().signal }
const item = { payload: { memo: 'one' }, externalId, idempotencyKey: externalId }
const request = { target: 'salesOrder', operation: 'create', items: [item] }

test('a created record is known by the last part of its location', async () => {
  const bodies: unknown[] = []
  server.use(
    http.post(orders, async ({ request: sent }) => {
      bodies.push(await sent.json())
      return new HttpResponse(null, {
        status: createExample.response.status,
        headers: createExample.response.headers,
      })
    }),
  )

  const ref = await testClient().records.create('salesOrder', createExample.request.body ?? {})

  expect(ref).toEqual({ type: 'salesOrder', id: '41001' })
  expect(bodies).toEqual([createExample.request.body])
})

test('a record is read by internal or external id', async () => {
  const paths: string[] = []
  server.use(
    http.get(`${orders}/:id`, ({ request: sent }) => {
      paths.push(new URL(sent.url).pathname)
      return HttpResponse.json(getExample.response.body)
    }),
  )
  const { records } = testClient()

  expect(await records.get('salesOrder', '41001')).toEqual(getExample.response.body)
  await records.get('salesOrder', { externalId })

  expect(paths.map(path => path.split('/').at(-1))).toEqual(['41001', `eid:${externalId}`])
})

test('every try is signed with a nonce of its own', async () => {
  const nonces = new Set<string | undefined>()
  server.use(
    http.get(`${orders}/1`, ({ request: sent }) => {
      nonces.add(/oauth_nonce="([^"]+)"/.exec(sent.headers.get('authorization') ?? '')?.[1])
      return nonces.size < 3 ? refusal('concurrency') : HttpResponse.json({ id: '1' })
    }),
  )
  const client = testClient()

  await client.records.get('salesOrder', '1')

  expect(nonces.size).toBe(3)
  expect(client.gate.state.refusals).toBeGreaterThanOrEqual(2)
})

test('SuiteQL binds values, asks for what Prefer wants, and pages until there is no more', async () => {
  const sent: { q: unknown; offset: string | null; prefer: string | null }[] = []
  server.use(
    http.post(suiteQlUrl, async ({ request: query }) => {
      const { q } = z.object({ q: z.string() }).parse(await query.json())
      sent.push({
        q,
        offset: new URL(query.url).searchParams.get('offset'),
        prefer: query.headers.get('prefer'),
      })
      return HttpResponse.json({ ...pageExample, hasMore: sent.length < 2 })
    }),
  )
  const rows: unknown[] = []
  const row = z.object({ id: z.string(), foreigntotal: z.string().optional() })
  for await (const found of testClient().suiteQl.query(
    'SELECT id FROM transaction WHERE memo = ? ORDER BY id',
    { parameters: ["it's"], row, pageSize: 2 },
  ))
    rows.push(found)

  expect(rows).toEqual([
    { id: '41001', foreigntotal: '35.99' },
    { id: '41002' },
    { id: '41001', foreigntotal: '35.99' },
    { id: '41002' },
  ])
  expect(sent).toEqual(
    ['0', '2'].map(offset => ({
      q: "SELECT id FROM transaction WHERE memo = 'it''s' ORDER BY id",
      offset,
      prefer: 'transient',
    })),
  )
})

test('"already exists" is success: the record is read and nothing is written', async () => {
  server.use(
    http.post(orders, () => refusal('duplicate-record')),
    http.get(`${orders}/eid:${externalId}`, () => HttpResponse.json({ id: '41001' })),
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
      exists ? HttpResponse.json({ id: '41001' }) : refusal('transaction-not-found'),
    ),
  )

  const result = await importRecord(testClient(), request, item, context)

  expect(result).toMatchObject({ status: 'written', ref: '41001' })
  expect(writes).toBe(done ? 1 : 2)
})

test('what exists is updated by its body fields only: lines without keys would be added once more', async () => {
  const patches: unknown[] = []
  server.use(
    http.post(orders, () => refusal('duplicate-record')),
    http.get(`${orders}/eid:${externalId}`, () => HttpResponse.json({ id: '41001' })),
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

test('an answer that is no JSON is an error with an excerpt', async () => {
  server.use(http.get(`${orders}/1`, () => new HttpResponse('{"id": "41', { status: 200 })))

  await expect(
    testClient({
      retryPolicy: { maxAttempts: 1, firstDelayMs: 1, maxDelayMs: 1, maxRetryAfterMs: 1 },
    }).records.get('salesOrder', '1'),
  ).rejects.toMatchObject({
    kind: 'unavailable',
    excerpt: '{"id": "41',
  })
})

test('the account id is taken in either spelling, and a sample order can be sent', async () => {
  server.use(http.post(orders, () => written('salesOrder', '7')))

  expect(
    await testClient({ account: '123456-sb1' }).records.create('salesOrder', sampleSalesOrder()),
  ).toEqual({ type: 'salesOrder', id: '7' })
  expect(() => testClient({ account: 'my company' })).toThrow('is no NetSuite account id')
})
