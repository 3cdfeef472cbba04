import { HttpResponse, http } from 'msw'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { startServer } from './test-support/msw-server.js'
import { example } from './test-support/reference.js'
import { recordUrl, refusal, suiteQlUrl, testClient, written } from './test-support/test-client.js'
import { sampleSalesOrder } from './testing/sample-sales-order.js'

const orders = `${recordUrl}/salesOrder`
const createExample = example('sales-order-create-post')
const getExample = example('sales-order-get')
const pageExample = z.looseObject({}).parse(example('suiteql-page').response.body)

const server = startServer()
const externalId = 'TTS-US1-SO-576461413038785752'
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
