import { expect, test } from 'vitest'
import { chooseTransport } from './choose-transport.js'
import type { Transport } from './transport.js'

const request = { method: 'GET', url: 'https://shop.example/', headers: {}, timeoutMs: 1_000 } as const

const createRecorder = () => {
  const seen: (string | null | undefined)[] = []
  const transport: Transport = async ({ headers }) => {
    seen.push(headers['user-agent'])
    return { status: 200, headers: {}, body: new Uint8Array() }
  }
  const fetch: typeof globalThis.fetch = async (input, init) => {
    seen.push(new Request(input, init).headers.get('user-agent'))
    return new Response()
  }
  return { seen, transport, fetch }
}

test('the user agent is named in every request that does not name its own', async () => {
  const { seen, transport } = createRecorder()
  const send = chooseTransport({ transport, userAgent: 'tool/1' })

  await send(request)
  await send({ ...request, headers: { 'user-agent': 'other/2' } })

  expect(seen).toEqual(['tool/1', 'other/2'])
})

test('a handed-in fetch means ky over it, whatever transport there is', async () => {
  const [wanted, other] = [createRecorder(), createRecorder()]

  await chooseTransport({ fetch: wanted.fetch, transport: other.transport, userAgent: 'tool/1' })(request)

  expect([wanted.seen, other.seen]).toEqual([['tool/1'], []])
})
