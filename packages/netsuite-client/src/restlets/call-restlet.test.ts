import { HttpResponse, http } from 'msw'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { startServer } from '../test-support/msw-server.js'
import { example } from '../test-support/reference.js'
import { testClient } from '../test-support/test-client.js'

const server = startServer()
const restlet = 'https://123456-sb1.restlets.api.netsuite.com/app/site/hosting/restlet.nl'
const ids = { script: 1, deploy: 1 }

test('a script gets its argument and its answer is typed', async () => {
  const seen: unknown[] = []
  server.use(
    http.post(restlet, async ({ request }) => {
      seen.push(
        new URL(request.url).search,
        await request.json(),
        request.headers.get('authorization')?.slice(0, 5),
      )
      return HttpResponse.json({ total: '12.50' })
    }),
  )

  const answer = await testClient().restlets.call({
    ...ids,
    method: 'POST',
    body: { id: '7' },
    answer: z.object({ total: z.string() }),
  })

  expect(answer.total).toBe('12.50')
  expect(seen).toEqual(['?script=1&deploy=1', { id: '7' }, 'OAuth'])
})

test("a script's own error is told by its code and message, a message in JSON too", async () => {
  const { status, body } = example('restlet-error').response
  server.use(http.post(restlet, () => HttpResponse.json({ ...body }, { status })))
  await expect(testClient().restlets.call({ ...ids, method: 'POST', body: {} })).rejects.toMatchObject({
    kind: 'invalid',
    code: 'SSS_MISSING_REQD_ARGUMENT',
    message: expect.stringContaining('Missing a required argument: id'),
  })

  const message = JSON.stringify({
    type: 'error.SuiteScriptError',
    message: 'No such payout',
    stack: ['at x'],
  })
  server.use(
    http.get(restlet, () => HttpResponse.json({ error: { code: 'NO_PAYOUT', message } }, { status: 400 })),
  )
  await expect(testClient().restlets.call(ids)).rejects.toMatchObject({
    message: 'NetSuite answered 400 NO_PAYOUT: No such payout',
  })
})

test('too many at once narrows the gate that records and queries share', async () => {
  let calls = 0
  server.use(
    http.get(restlet, () => {
      calls += 1
      return calls === 1
        ? HttpResponse.json(
            { error: { code: 'SSS_REQUEST_LIMIT_EXCEEDED', message: 'too many' } },
            { status: 400 },
          )
        : new HttpResponse('done')
    }),
  )
  const client = testClient({
    account: '123456_SB1',
    restletBaseUrl: restlet.replace('/app/site/hosting/restlet.nl', '/'),
  })
  const before = client.gate.state.refusals

  expect(await client.restlets.call(ids)).toBe('done')
  expect(client.gate.state.refusals).toBe(before + 1)
})

test('a call that changes something is not repeated after an unclear answer, unless that is said to be harmless', async () => {
  let calls = 0
  server.use(
    http.put(restlet, () => {
      calls += 1
      return calls % 2 === 1 ? HttpResponse.error() : HttpResponse.json({ ok: true })
    }),
  )
  const { restlets } = testClient()

  await expect(restlets.call({ ...ids, method: 'PUT', body: {} })).rejects.toMatchObject({
    outcomeUnknown: true,
  })
  calls = 0
  expect(await restlets.call({ ...ids, method: 'PUT', body: {}, repeatable: true })).toEqual({ ok: true })
})
