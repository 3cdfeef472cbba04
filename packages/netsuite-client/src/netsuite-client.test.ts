import { readFileSync } from 'node:fs'
import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { importRecord } from './connector/import-record.js'
import { createNetSuiteClient, type NetSuiteClientOptions } from './netsuite-client.js'
import { sampleSalesOrder } from './testing/sample-sales-order.js'

const host = 'https://123456-sb1.suitetalk.api.netsuite.com'
const orders = `${host}/services/rest/record/v1/salesOrder`
const suiteQl = `${host}/services/rest/query/v1/suiteql`
const fixture = (name: string) => JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'))
const createExample = fixture('records/__fixtures__/sales-order-create-post.json')
const getExample = fixture('records/__fixtures__/sales-order-get.json')
const pageExample = fixture('suiteql/__fixtures__/suiteql-page.json')
const errors: readonly { case: string; status: number; body: object }[] = fixture(
  'transport/__fixtures__/errors.json',
).errors
const errorCase = (name: string) => {
  const found = errors.find(candidate => candidate.case === name)
  if (found === undefined) throw new Error(`no error example "${name}"`)
  return HttpResponse.json(found.body, { status: found.status })
}

const server = setupServer()
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
afterEach(() => server.resetHandlers())
afterAll(() => server.close())

const auth = {
  consumerKey: 'planted-consumer-key',
  consumerSecret: 'planted-consumer-secret',
  tokenId: 'planted-token-id',
  tokenSecret: 'planted-token-secret',
}
const clock = { now: () => 1_767_225_600_000, wait: async () => undefined }
const clientWith = (options: Partial<NetSuiteClientOptions> = {}) =>
  createNetSuiteClient({ account: '123456_SB1', auth, clock, ...options })

const made = (id: string) =>
  new HttpResponse(null, { status: 204, headers: { location: `${orders.toLowerCase()}/${id}` } })
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

  const ref = await clientWith().records.create('salesOrder', createExample.request.body)

  expect(ref).toEqual({ id: '41001' })
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
  const { records } = clientWith()

  expect(await records.get('salesOrder', '41001')).toEqual(getExample.response.body)
  await records.get('salesOrder', { externalId })

  expect(paths.map(path => path.split('/').at(-1))).toEqual(['41001', `eid:${externalId}`])
})

test('every try is signed with a nonce of its own', async () => {
  const nonces = new Set<string | undefined>()
  server.use(
    http.get(`${orders}/1`, ({ request: sent }) => {
      nonces.add(/oauth_nonce="([^"]+)"/.exec(sent.headers.get('authorization') ?? '')?.[1])
      return nonces.size < 3 ? errorCase('concurrency') : HttpResponse.json({ id: '1' })
    }),
  )
  const client = clientWith()

  await client.records.get('salesOrder', '1')

  expect(nonces.size).toBe(3)
  expect(client.governance.refusals).toBeGreaterThanOrEqual(2)
})

test('SuiteQL binds values, asks for what Prefer wants, and pages until there is no more', async () => {
  const sent: { q: unknown; offset: string | null; prefer: string | null }[] = []
  server.use(
    http.post(suiteQl, async ({ request: query }) => {
      const { q } = z.object({ q: z.string() }).parse(await query.json())
      sent.push({
        q,
        offset: new URL(query.url).searchParams.get('offset'),
        prefer: query.headers.get('prefer'),
      })
      return HttpResponse.json({ ...pageExample.response.body, hasMore: sent.length < 2 })
    }),
  )
  const rows: unknown[] = []
  const row = z.object({ id: z.string(), foreigntotal: z.string().optional() })
  for await (const found of clientWith().suiteQl.query(
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
    http.post(orders, () => errorCase('duplicate-record')),
    http.get(`${orders}/eid:${externalId}`, () => HttpResponse.json({ id: '41001' })),
  )

  expect(await importRecord(clientWith(), request, item, context)).toEqual({
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
      return made('41001')
    }),
    http.get(`${orders}/eid:${externalId}`, () =>
      exists ? HttpResponse.json({ id: '41001' }) : errorCase('transaction-not-found'),
    ),
  )

  const result = await importRecord(clientWith(), request, item, context)

  expect(result).toMatchObject({ status: 'written', ref: '41001' })
  expect(writes).toBe(done ? 1 : 2)
})

test('what exists is updated by its body fields only: lines without keys would be added once more', async () => {
  const patches: unknown[] = []
  server.use(
    http.post(orders, () => errorCase('duplicate-record')),
    http.get(`${orders}/eid:${externalId}`, () => HttpResponse.json({ id: '41001' })),
    http.patch(`${orders}/41001`, async ({ request: sent }) => {
      patches.push(await sent.json())
      return made('41001')
    }),
  )
  const changed = { ...item, payload: { memo: 'two', item: { items: [{ quantity: 1 }] } } }

  const result = await importRecord(clientWith(), { ...request, ifExists: 'update' }, changed, context)

  expect(result).toMatchObject({ status: 'written', change: 'updated' })
  expect(patches).toEqual([{ memo: 'two' }])
})

test('a refused field names its path, and no secret is in the failure', async () => {
  server.use(http.post(orders, () => errorCase('invalid-field-value')))

  const result = await importRecord(clientWith(), request, item, context)

  expect(result).toMatchObject({ status: 'failed', failure: { kind: 'invalid', code: 'INVALID_CONTENT' } })
  expect(JSON.stringify(result)).not.toContain('planted')
})

test('an answer that is no JSON is an error with an excerpt', async () => {
  server.use(http.get(`${orders}/1`, () => new HttpResponse('{"id": "41', { status: 200 })))

  await expect(
    clientWith({
      retryPolicy: { maxAttempts: 1, firstDelayMs: 1, maxDelayMs: 1, maxRetryAfterMs: 1 },
    }).records.get('salesOrder', '1'),
  ).rejects.toMatchObject({
    kind: 'unavailable',
    excerpt: '{"id": "41',
  })
})

test('the account id is taken in either spelling, and a sample order can be sent', async () => {
  server.use(http.post(orders, () => made('7')))

  expect(
    await clientWith({ account: '123456-sb1' }).records.create('salesOrder', sampleSalesOrder()),
  ).toEqual({ id: '7' })
  expect(() => clientWith({ account: 'my company' })).toThrow('is no NetSuite account id')
})
