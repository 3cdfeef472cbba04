import { expect, test } from 'vitest'
import { isApiError } from './api-error.js'
import { createKyTransport } from './ky-transport.js'
import { describeTransport } from './testing/transport-contract.js'
import { toTransportError } from './transport-error.js'

describeTransport('ky', () => createKyTransport())

const request = {
  method: 'POST',
  url: 'https://shop.example/orders?page=1',
  headers: { 'x-a': '1' },
  timeoutMs: 5_000,
} as const

test('a handed-in fetch is used, and its answer comes back as it is', async () => {
  const seen: Request[] = []
  const transport = createKyTransport({
    fetch: async (input, init) => {
      seen.push(new Request(input, init))
      return new Response('{"code":1}', { status: 503, headers: { 'Retry-After': '2' } })
    },
  })

  const response = await transport({ ...request, body: '{"a":1}' })

  expect(response.status).toBe(503)
  expect(response.headers['retry-after']).toBe('2')
  expect(new TextDecoder().decode(response.body)).toBe('{"code":1}')
  expect(seen).toHaveLength(1)
  expect(await seen[0]?.text()).toBe('{"a":1}')
})

test('a body that never ends is given up on', async () => {
  const transport = createKyTransport({
    fetch: async (input, init) => {
      const { signal } = new Request(input, init)
      const body = new ReadableStream({
        start: controller => signal.addEventListener('abort', () => controller.error(signal.reason)),
      })
      return new Response(body)
    },
  })

  const failure = await transport({ ...request, timeoutMs: 5 }).catch((error: unknown) =>
    toTransportError(error, request),
  )

  expect(isApiError(failure) && failure.kind).toBe('timeout')
})

test.each([
  [{ name: 'TimeoutError' }, 'timeout', true],
  [{ code: 'ECONNRESET' }, 'unavailable', true],
  [{ code: 'ECONNREFUSED' }, 'unavailable', false],
  [{ code: 'UND_ERR_CONNECT_TIMEOUT' }, 'unavailable', false],
  [{ code: 'UND_ERR_HEADERS_TIMEOUT' }, 'timeout', true],
])('%o means %s, and leaves the outcome of a write unknown: %s', (fields, kind, outcomeUnknown) => {
  const error = new TypeError('fetch failed', { cause: Object.assign(new Error('socket'), fields) })

  expect(toTransportError(error, request)).toMatchObject({ kind, outcomeUnknown, request: 'POST /orders' })
})
