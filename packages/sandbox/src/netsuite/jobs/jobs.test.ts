import { expect, test } from 'vitest'
import { isJsonObject, type JsonObject } from '../../json.js'
import { linesOf } from '../records/lines.js'
import { callNetSuite, type TestCall } from '../testing/call-netsuite.js'
import { sampleAccount } from '../testing/sample-account.js'

const later = { prefer: 'respond-async' }
const company = { companyName: 'Example Co', subsidiary: { id: '1' } }

const pathOf = (headers: Headers): string => new URL(headers.get('location') ?? '').pathname

const tasksOf = (body: JsonObject): readonly string[] =>
  (linesOf(body) ?? []).map(({ links }) => {
    const [link] = Array.isArray(links) ? links : []
    return new URL(link !== undefined && isJsonObject(link) ? String(link['href']) : '').pathname
  })

test('an asynchronous create: job, task and result as the reference has them', async () => {
  const sandbox = sampleAccount({ asyncDelayMs: 1000 })
  const { status, headers } = await callNetSuite(sandbox, { path: 'customer', body: company, headers: later })
  expect(status).toBe(202)
  expect(headers.get('preference-applied')).toBe('respond-async')
  const job = pathOf(headers)
  expect(job).toBe('/services/rest/async/v1/job/1')
  expect((await callNetSuite(sandbox, { path: job })).body).toMatchObject({
    completed: false,
    progress: 'pending',
  })
  expect((await callNetSuite(sandbox, { path: 'customer' })).body).toMatchObject({ count: 1 })

  sandbox.clock.advance(1000)
  await sandbox.settled()

  expect((await callNetSuite(sandbox, { path: 'customer' })).body).toMatchObject({ count: 2 })
  expect((await callNetSuite(sandbox, { path: job })).body).toMatchObject({
    completed: true,
    id: '1',
    progress: 'succeeded',
  })
  const [task = ''] = tasksOf((await callNetSuite(sandbox, { path: `${job}/task` })).body)
  expect(task).toBe(`${job}/task/1`)
  expect((await callNetSuite(sandbox, { path: task })).body).toMatchObject({
    completed: true,
    startTime: '2026-03-02T12:00:01.000Z',
    links: [{ rel: 'self' }, { rel: 'related' }],
  })
  const result = await callNetSuite(sandbox, { path: `${task}/result` })
  expect(result.status).toBe(204)
  expect((await callNetSuite(sandbox, { path: `customer/${result.id}` })).body).toMatchObject(
    company.companyName ? { companyName: 'Example Co' } : {},
  )
})

test('a failed request is a failed job with the problem as its result', async () => {
  const sandbox = sampleAccount()
  const { headers } = await callNetSuite(sandbox, { path: 'customer', body: {}, headers: later })
  const job = pathOf(headers)

  expect((await callNetSuite(sandbox, { path: job })).body).toMatchObject({
    completed: true,
    progress: 'failed',
  })
  expect(await callNetSuite(sandbox, { path: `${job}/task/1/result` })).toMatchObject({
    status: 400,
    code: 'USER_ERROR',
  })
})

test('a query can be asynchronous; its result is transient', async () => {
  const sandbox = sampleAccount()
  const call: TestCall = {
    path: '/services/rest/query/v1/suiteql',
    body: { q: 'SELECT itemid FROM item WHERE id = 322' },
    headers: { prefer: 'respond-async, transient' },
  }
  const result = `${pathOf((await callNetSuite(sandbox, call)).headers)}/task/1/result`
  await callNetSuite(sandbox, { path: result.replace('/task/1/result', '') })

  expect((await callNetSuite(sandbox, { path: result })).code).toBe('INVALID_HEADER')
  expect(
    (await callNetSuite(sandbox, { path: result, headers: { prefer: 'transient' } })).body,
  ).toMatchObject({
    items: [{ itemid: 'Gift box' }],
  })
})

const collection = { ...later, 'content-type': 'application/vnd.oracle.resource+json; type=collection' }

test('a batch has a task for each record, by id or external id', async () => {
  const sandbox = sampleAccount()
  const results = async (call: TestCall) => {
    const { headers } = await callNetSuite(sandbox, call)
    const job = pathOf(headers)
    await callNetSuite(sandbox, { path: job })
    const tasks = tasksOf((await callNetSuite(sandbox, { path: `${job}/task` })).body)
    return Promise.all(tasks.map(task => callNetSuite(sandbox, { path: `${task}/result` })))
  }
  const customers = ['B1', 'B2'].map(externalId => ({ externalId, ...company }))

  const made = await results({ path: 'customer', headers: collection, body: { items: customers } })
  expect(made.map(({ status }) => status)).toEqual([204, 204])
  const [one, two] = made.map(({ id }) => id)
  const changed = await results({
    method: 'PATCH',
    path: 'customer',
    headers: collection,
    body: {
      items: [
        { id: one, phone: '1' },
        { externalId: 'B2', phone: '2' },
        { id: '999', phone: '3' },
      ],
    },
  })
  expect(changed.map(({ status }) => status)).toEqual([204, 204, 404])
  const read = await results({ path: `customer?expandRecords=true&ids=${one},eid:B2`, headers: later })
  expect(read.map(({ body }) => body['phone'])).toEqual(['1', '2'])
  const removed = await results({ method: 'DELETE', path: `customer?ids=${one},${two}`, headers: later })
  expect(removed.map(({ status }) => status)).toEqual([204, 204])
})

test('a batch must be asynchronous and of 1 to 100 records', async () => {
  const sandbox = sampleAccount()
  const batch = (count: number, headers: Record<string, string>) =>
    callNetSuite(sandbox, {
      path: 'customer',
      headers,
      body: { items: Array.from({ length: count }, () => company) },
    })

  expect((await batch(1, { 'content-type': collection['content-type'] })).code).toBe('INVALID_HEADER')
  expect((await batch(101, collection)).code).toBe('INVALID_REQUEST')
  expect((await batch(0, collection)).code).toBe('INVALID_REQUEST')
})

test('jobs outlive a dump of the state', async () => {
  const sandbox = sampleAccount({ asyncDelayMs: 1000 })
  const { headers } = await callNetSuite(sandbox, { path: 'customer', body: company, headers: later })
  const restored = sampleAccount()
  restored.restore(sandbox.dump())

  restored.clock.advance(1000)

  expect((await callNetSuite(restored, { path: pathOf(headers) })).body).toMatchObject({
    progress: 'succeeded',
  })
})
