import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Transport, TransportRequest } from '../transport.js'
import { toTransportError } from '../transport-error.js'

type Answer = (request: IncomingMessage, response: ServerResponse, body: Buffer) => void

const text = '{"code":0,"message":"Größe 38 ✓"}'

const encodings = { gzip: gzipSync, deflate: deflateSync, br: brotliCompressSync }

/** One path for each thing that a server may do. */
const answers: Readonly<Record<string, Answer>> = {
  '/echo': ({ method, url, headers }, response, body) =>
    response.end(JSON.stringify({ method, url, headers, body: body.toString('base64') })),
  '/status': ({ headers }, response) => {
    response.writeHead(Number(headers['x-status']), { 'Retry-After': '2', 'Set-Cookie': ['a=1', 'b=2'] })
    response.end(text)
  },
  '/encoded': ({ headers }, response) => {
    const [name, encode] = Object.entries(encodings).find(([known]) => known === headers['x-encoding']) ?? []
    response.writeHead(200, { 'content-encoding': name })
    response.end(encode?.(text))
  },
  '/empty': (_, response) => response.writeHead(204).end(),
  '/moved': (_, response) => response.writeHead(302, { location: '/echo' }).end(),
  '/silent': () => undefined,
  '/half': (_, response) => {
    response.writeHead(200, { 'content-length': '1000' })
    response.write('the first half')
  },
  '/broken': (_, response) => {
    response.writeHead(200, { 'content-length': '1000' })
    response.write('the first half', () => response.socket?.resetAndDestroy())
  },
}

const listen = async (server: Server): Promise<string> => {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return `http://127.0.0.1:${address.port}`
}

const close = (server: Server): Promise<unknown> => new Promise(resolve => server.close(resolve))

/** Where somebody listened until just now. */
const freedUrl = async (): Promise<string> => {
  const server = createServer()
  const url = await listen(server)
  await close(server)
  return url
}

/** What every transport does, tried against a real server. */
export const describeTransport = (name: string, createTransport: () => Transport): void => {
  describe(`the ${name} transport`, () => {
    const transport = createTransport()
    const server = createServer((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () =>
        answers[request.url?.split('?')[0] ?? '']?.(request, response, Buffer.concat(chunks)),
      )
    })
    let baseUrl = ''

    beforeAll(async () => {
      baseUrl = await listen(server)
    })

    afterAll(async () => {
      server.closeAllConnections()
      await close(server)
    })

    const toRequest = (path: string, more: Partial<TransportRequest> = {}): TransportRequest => ({
      method: 'GET',
      url: baseUrl + path,
      headers: {},
      timeoutMs: 10_000,
      ...more,
    })

    const echo = async (more: Partial<TransportRequest>, path = '/echo') => {
      const { body } = await transport(toRequest(path, more))
      return JSON.parse(new TextDecoder().decode(body))
    }

    const failureOf = async (request: TransportRequest) => {
      const error = await transport(request).then(
        () => {
          throw new Error('the request was answered')
        },
        (reason: unknown) => reason,
      )
      return toTransportError(error, request)
    }

    test.each([200, 201, 400, 401, 404, 429, 500, 503])(
      'an answer of %s comes back as it is',
      async status => {
        const response = await transport(toRequest('/status', { headers: { 'x-status': String(status) } }))

        expect(response.status).toBe(status)
        expect(response.headers['retry-after']).toBe('2')
        expect(response.headers['set-cookie']).toMatch(/a=1.*b=2|b=2/)
        expect(new TextDecoder().decode(response.body)).toBe(text)
      },
    )

    test.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const)(
      '%s arrives with its headers',
      async method => {
        const seen = await echo({ method, headers: { 'X-Tts-Access-Token': 't1', 'user-agent': 'tool/1' } })

        expect(seen).toMatchObject({ method, body: '' })
        expect(seen.headers).toMatchObject({ 'x-tts-access-token': 't1', 'user-agent': 'tool/1' })
        expect(seen.headers).not.toHaveProperty('content-type')
      },
    )

    test('the URL arrives byte for byte: signatures are made over it', async () => {
      const path = '/echo?q=a%20b%2Bc&fields=a,b&sign=ab%2F&empty='

      expect(await echo({}, path)).toMatchObject({ url: path })
    })

    test('text and bytes arrive unchanged, under the type that they were given', async () => {
      const headers = { 'content-type': 'application/json' }
      const bytes = Uint8Array.from({ length: 256 }, (_, index) => index)

      const asText = await echo({ method: 'POST', headers, body: text })
      const asBytes = await echo({ method: 'PUT', headers: { 'content-type': 'image/png' }, body: bytes })

      expect(Buffer.from(asText.body, 'base64').toString()).toBe(text)
      expect(asText.headers).toMatchObject({ ...headers, 'content-length': String(Buffer.byteLength(text)) })
      expect(new Uint8Array(Buffer.from(asBytes.body, 'base64'))).toEqual(bytes)
      expect(asBytes.headers['content-type']).toBe('image/png')
    })

    test('a form arrives as multipart, with its boundary named', async () => {
      const body = new FormData()
      body.set('use_case', 'MAIN_IMAGE')
      body.set('data', new Blob([Uint8Array.of(1, 2, 3)]), 'shoe.png')

      const seen = await echo({ method: 'POST', body })

      const form = await new Response(Buffer.from(seen.body, 'base64'), {
        headers: { 'content-type': seen.headers['content-type'] },
      }).formData()
      const file = form.get('data')
      expect(form.get('use_case')).toBe('MAIN_IMAGE')
      expect(file instanceof File && [file.name, file.size]).toEqual(['shoe.png', 3])
    })

    test('the server is asked for compressed answers', async () => {
      expect((await echo({})).headers['accept-encoding']).toContain('gzip')
    })

    test.each(Object.keys(encodings))('an answer in %s is decoded', async encoding => {
      const response = await transport(toRequest('/encoded', { headers: { 'x-encoding': encoding } }))

      expect(new TextDecoder().decode(response.body)).toBe(text)
    })

    test('an empty answer has an empty body', async () => {
      expect(await transport(toRequest('/empty'))).toMatchObject({ status: 204, body: new Uint8Array() })
    })

    test('a redirection is an answer, and is not followed: its signature would be wrong', async () => {
      expect(await transport(toRequest('/moved'))).toMatchObject({
        status: 302,
        headers: { location: '/echo' },
      })
    })

    test.each(['/silent', '/half'])('a time-out covers %s answers', async path => {
      expect(await failureOf(toRequest(path, { method: 'POST', timeoutMs: 30 }))).toMatchObject({
        kind: 'timeout',
        outcomeUnknown: true,
      })
    })

    test('a connection that breaks half way leaves the outcome of a write unknown', async () => {
      expect(await failureOf(toRequest('/broken', { method: 'POST' }))).toMatchObject({
        kind: 'unavailable',
        outcomeUnknown: true,
      })
    })

    test('where nobody listens, nothing was done', async () => {
      const request = toRequest('', { method: 'POST', url: await freedUrl() })

      expect(await failureOf(request)).toMatchObject({ kind: 'unavailable', outcomeUnknown: false })
    })

    test.each(['before', 'after'])('a caller who gives up %s sending gets his own reason', async moment => {
      const cancel = new AbortController()
      const reason = new Error('no longer wanted')
      if (moment === 'before') cancel.abort(reason)

      const answer = transport(toRequest('/silent', { signal: cancel.signal }))
      cancel.abort(reason)

      await expect(answer).rejects.toBe(reason)
    })
  })
}
