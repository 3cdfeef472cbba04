import { HttpResponse, http } from 'msw'
import { expect, test } from 'vitest'
import { startServer } from '../test-support/msw-server.js'
import { definitionProblems, example } from '../test-support/reference.js'
import { host, json, recordUrl, refusal, testClient } from '../test-support/test-client.js'

const server = startServer()
const jobUrl = `${host}/services/rest/async/v1/job`
const accepted = (name: string) => {
  const { status, headers } = example(name).response
  return new HttpResponse(null, { status, headers })
}

test('a request is submitted with a key, and the job is in the location', async () => {
  const { request } = example('async-create')
  const idempotencyKey = request.headers['X-NetSuite-Idempotency-Key'] ?? ''
  const seen: unknown[] = []
  server.use(
    http.post(`${recordUrl}/customer`, async ({ request: sent }) => {
      seen.push(sent.headers.get('prefer'), sent.headers.get('x-netsuite-idempotency-key'), await sent.json())
      return accepted('async-create')
    }),
  )

  const job = await testClient().jobs.submit(
    { operation: 'create', type: 'customer', fields: request.body ?? {} },
    { idempotencyKey },
  )

  expect(job).toEqual({ jobId: '5', repeated: false })
  expect(seen).toEqual(['respond-async', idempotencyKey, request.body])
})

test.each([
  ['409 by one client', 409],
  ['400 by the help', 400],
])('a key that was used before gives the job it made then (%s)', async (_, status) => {
  const location = `${jobUrl}/5`
  server.use(
    http.post(`${recordUrl}/customer`, async () => {
      const body = await refusal('idempotency-conflict').text()
      return new HttpResponse(body, { status, headers: { location } })
    }),
  )

  expect(await testClient().jobs.submit({ operation: 'create', type: 'customer', fields: {} })).toEqual({
    jobId: '5',
    repeated: true,
  })
})

test('an unclear answer to a submission is repeated with the same key', async () => {
  const keys: (string | null)[] = []
  server.use(
    http.post(`${recordUrl}/customer`, ({ request }) => {
      keys.push(request.headers.get('x-netsuite-idempotency-key'))
      return keys.length === 1 ? HttpResponse.error() : accepted('async-create')
    }),
  )

  await testClient().jobs.submit({ operation: 'create', type: 'customer', fields: {} })

  expect(new Set(keys).size).toBe(1)
  expect(keys).toHaveLength(2)
})

test('a batch is one collection of at most a hundred records, side by side if wanted', async () => {
  const { request } = example('batch-create')
  const seen: unknown[] = []
  server.use(
    http.post(`${recordUrl}/customer`, async ({ request: sent }) => {
      seen.push(sent.headers.get('content-type'), sent.headers.get('prefer'), await sent.json())
      return accepted('batch-create')
    }),
    http.get(`${recordUrl}/customer`, ({ request: sent }) => {
      seen.push(decodeURIComponent(new URL(sent.url).search))
      return accepted('batch-create')
    }),
  )
  const { jobs } = testClient()
  const records = request.body?.['items']
  if (!Array.isArray(records)) throw new Error('the example is no batch')

  await jobs.submit({ operation: 'batchCreate', type: 'customer', records }, { parallel: true })
  await jobs.submit({
    operation: 'batchRead',
    type: 'customer',
    addresses: ['1', { externalId: 'test' }, { externalId: 'test 5' }],
  })

  expect(seen).toEqual([
    request.headers['Content-Type'],
    'respond-async, batch-processing="parallel"',
    request.body,
    "?expandRecords=true&ids=1,eid:test,eid:'test 5'",
  ])
  const tooMany = { operation: 'batchCreate', type: 'customer', records: Array(101).fill({}) } as const
  await expect(jobs.submit(tooMany)).rejects.toThrow(/1 to 100 records/)
})

test('a job is waited for, and each task tells what became of it', async () => {
  const job = example('async-job').response.body ?? {}
  expect(definitionProblems('asyncJob', job)).toEqual([])
  expect(definitionProblems('asyncTask', example('async-task').response.body)).toEqual([])
  let looks = 0
  server.use(
    http.get(`${jobUrl}/5`, () => {
      looks += 1
      return json(looks < 3 ? { ...job, completed: false, progress: 'pending' } : job)
    }),
    http.get(`${jobUrl}/5/task`, () =>
      json({ items: [5, 6].map(id => ({ links: [{ rel: 'self', href: `${jobUrl}/5/task/${id}` }] })) }),
    ),
    http.get(`${jobUrl}/5/task/5/result`, () => accepted('async-result-of-create')),
    http.get(`${jobUrl}/5/task/6/result`, () => refusal('duplicate-entity')),
  )

  const results = await testClient().jobs.wait('5')

  expect(looks).toBe(3)
  expect(results).toMatchObject([
    { taskId: '5', status: 204, record: { type: 'customer', id: '1601' } },
    { taskId: '6', status: 400, error: { kind: 'duplicate' } },
  ])
})

test('a job that takes too long is left running, and the error says so', async () => {
  server.use(http.get(`${jobUrl}/5`, () => json({ completed: false, progress: 'pending' })))

  await expect(testClient().jobs.wait('5', { timeoutMs: 60_000 })).rejects.toMatchObject({
    kind: 'timeout',
    message: 'Job 5 is still pending after 60000 ms',
  })
})

test.each([
  [
    { operation: 'update', type: 'customer', address: '1', fields: {}, replace: ['addressBook'] },
    'PATCH',
    'customer/1?replace=addressBook',
  ],
  [{ operation: 'upsert', type: 'customer', externalId: 'C1', fields: {} }, 'PUT', 'customer/eid:C1'],
  [{ operation: 'delete', type: 'customer', address: '1' }, 'DELETE', 'customer/1'],
  [
    { operation: 'transform', type: 'salesOrder', address: '1', target: 'invoice' },
    'POST',
    'salesOrder/1/!transform/invoice',
  ],
  [{ operation: 'batchUpdate', type: 'customer', records: [{ id: '1' }] }, 'PATCH', 'customer'],
  [{ operation: 'batchUpsert', type: 'customer', records: [{ externalId: 'C1' }] }, 'PUT', 'customer'],
  [{ operation: 'batchDelete', type: 'customer', ids: ['1', '2'] }, 'DELETE', 'customer?ids=1%2C2'],
] as const)('%o is %s %s', async (request, method, path) => {
  const seen: string[] = []
  server.use(
    http.all(`${recordUrl}/*`, ({ request: sent }) => {
      seen.push(sent.method, sent.url.replace(`${recordUrl}/`, ''))
      return accepted('async-create')
    }),
  )

  await testClient().jobs.submit(request)

  expect(seen).toEqual([method, path])
})
