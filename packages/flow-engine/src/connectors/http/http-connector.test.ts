import { expect, test } from 'vitest'
import type { JsonObject } from '../../json.js'
import type { ImportRequest } from '../../ports/connector.js'
import { httpConnector } from './http-connector.js'
import { httpConnectorSpec } from './http-spec.js'

const signal = new AbortController().signal
const baseUrl = 'https://api.example.com/v1'

/** A connector for one resource, `things`, against a system that is one function. */
const connectTo = (
  answer: (request: Request) => Response | Promise<Response>,
  resource: JsonObject = {},
  more: JsonObject = {},
  settings: JsonObject = {},
) => {
  const calls: string[] = []
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init)
    const body = await request.clone().text()
    calls.push(`${request.method} ${request.url.replace(baseUrl, '')}${body === '' ? '' : ` ${body}`}`)
    return answer(request)
  }
  const spec = httpConnectorSpec.parse({
    connector: 'api',
    kind: 'http',
    baseUrl,
    resources: { things: { path: '/things', ...resource } },
    ...more,
  })
  const connector = httpConnector(spec).connect(settings, { fetch, now: () => Date.UTC(2026, 0, 1) })
  const read = async (): Promise<readonly string[]> => {
    const ids: string[] = []
    for await (const page of connector.exportPages(
      { resource: 'things', where: {}, pageSize: 2 },
      { signal },
    ))
      ids.push(...page.records.map(({ id }) => String(id)))
    return ids
  }
  const failure = async () => {
    try {
      return `read ${(await read()).join()}`
    } catch (error) {
      return connector.toFailure(error)
    }
  }
  const write = async (request: Partial<ImportRequest> = {}) =>
    connector.importMany(
      {
        target: 'things',
        operation: 'create',
        items: [{ payload: { a: 1 }, externalId: 'x/1', idempotencyKey: 'k1' }],
        ...request,
      },
      { signal },
    )
  return { connector, calls, read, failure, write }
}

const things = ['1', '2', '3', '4', '5'].map(id => ({ id }))
const slice = (start: number) => things.slice(start, start + 2)

test('paging by page number ends at the first empty page', async () => {
  const { read, calls } = connectTo(
    ({ url }) => Response.json(slice((Number(new URL(url).searchParams.get('page')) - 1) * 2)),
    { paging: { method: 'page', size: 'limit' } },
  )

  expect(await read()).toEqual(['1', '2', '3', '4', '5'])
  expect(calls).toEqual([1, 2, 3, 4].map(page => `GET /things?limit=2&page=${page}`))
})

test('paging by offset ends where the system says how many there are', async () => {
  const { read, calls } = connectTo(
    ({ url }) => Response.json({ count: 5, list: slice(Number(new URL(url).searchParams.get('offset'))) }),
    { records: 'list', paging: { method: 'skip', countPath: 'count' } },
  )

  expect(await read()).toEqual(['1', '2', '3', '4', '5'])
  expect(calls.map(call => call.split('=')[1])).toEqual(['0', '2', '4'])
})

test.each(['query', 'body', 'header'] as const)('paging by token, in the %s', async place => {
  const { read } = connectTo(
    async request => {
      const body = await request.text()
      const token =
        place === 'query'
          ? new URL(request.url).searchParams.get('after')
          : place === 'header'
            ? request.headers.get('after')
            : body === ''
              ? null
              : JSON.parse(body).after
      const start = Number(token ?? 0)
      return Response.json({ list: slice(start), next: start + 2 < 5 ? String(start + 2) : '' })
    },
    {
      method: 'POST',
      records: 'list',
      paging: { method: 'token', path: 'next', parameter: 'after', in: place },
    },
  )

  expect(await read()).toEqual(['1', '2', '3', '4', '5'])
})

test('paging by the address of the next page, in the body or in a Link header', async () => {
  const following = (url: string) => {
    const start = Number(new URL(url).searchParams.get('start') ?? 0)
    return { start, next: start + 2 < 5 ? `/v1/things?start=${start + 2}` : undefined }
  }
  const inBody = connectTo(
    ({ url }) => Response.json({ list: slice(following(url).start), next: following(url).next ?? null }),
    { records: 'list', paging: { method: 'url', path: 'next' } },
  )
  const inHeader = connectTo(
    ({ url }) => {
      const { start, next } = following(url)
      const link =
        next === undefined ? '</v1/things>; rel="first"' : `</v1/things>; rel="first", <${next}>; rel="next"`
      return Response.json(slice(start), { headers: { link } })
    },
    { paging: { method: 'linkHeader' } },
  )

  expect(await inBody.read()).toEqual(['1', '2', '3', '4', '5'])
  expect(await inHeader.read()).toEqual(['1', '2', '3', '4', '5'])
})

test('paging by a path or a body made of the page before', async () => {
  const byUri = connectTo(
    ({ url }) => Response.json(slice(Number(new URL(url).searchParams.get('after') ?? 0))),
    {
      paging: {
        method: 'relativeUri',
        template:
          '${has(request.previous.lastRecord) ? "things?after=" + request.previous.lastRecord.id : ""}',
      },
    },
  )
  const byBody = connectTo(
    async request => {
      const { from } = JSON.parse(await request.text())
      return Response.json({ list: slice(from), more: from + 2 < 5 })
    },
    {
      method: 'POST',
      body: { from: 0 },
      records: 'list',
      paging: {
        method: 'body',
        template: { $if: 'request.previous.body.more', from: '${request.previous.count}' },
      },
    },
  )

  expect(await byUri.read()).toEqual(['1', '2', '3', '4', '5'])
  expect(await byBody.read()).toEqual(['1', '2', '3', '4', '5'])
})

test('a status or a value can say that there are no more pages', async () => {
  const byStatus = connectTo(
    ({ url }) => (url.includes('page=2') ? new Response('', { status: 404 }) : Response.json(slice(0))),
    { paging: { method: 'page', lastPageStatus: 404 } },
  )
  const byValue = connectTo(
    ({ url }) => Response.json({ list: slice(0), last: url.includes('page=1') ? 'yes' : 'no' }),
    { records: 'list', paging: { method: 'page', lastPage: { path: 'last', values: ['yes'] } } },
  )

  expect(await byStatus.read()).toEqual(['1', '2'])
  expect(await byValue.read()).toEqual(['1', '2'])
  expect(byValue.calls).toHaveLength(1)
})

test('a page that leads to itself is an error, not an endless run', async () => {
  const { failure, calls } = connectTo(() => Response.json({ list: slice(0), next: '/v1/things' }), {
    records: 'list',
    paging: { method: 'url', path: 'next' },
  })

  expect(await failure()).toMatchObject({
    kind: 'invalid',
    message: expect.stringContaining('the same page again'),
  })
  expect(calls).toHaveLength(1)
})

test('credentials never follow a next page to another system', async () => {
  const { failure, calls } = connectTo(
    () => Response.json({ list: slice(0), next: 'https://evil.example.com/things' }),
    { records: 'list', paging: { method: 'url', path: 'next' } },
    { auth: { kind: 'header', name: 'x-key' } },
    { apiKey: 'secret' },
  )

  expect(await failure()).toMatchObject({
    kind: 'invalid',
    message: expect.stringContaining('evil.example.com'),
  })
  expect(calls).toHaveLength(1)
})

test('a list that is not where it should be is an error, unless it may be empty', async () => {
  const wrong = connectTo(() => Response.json({ items: [] }), { records: 'data.items' })
  const empty = connectTo(() => Response.json({}), { records: 'data.items', emptyOk: true })

  expect(await wrong.failure()).toMatchObject({
    kind: 'invalid',
    message: 'resources.things: "data.items" in the answer is not there',
    hint: expect.stringContaining('emptyOk: true'),
  })
  expect(await empty.read()).toEqual([])
})

test.each([
  ['a failure path with any value', { failure: { path: 'error' } }, { error: 'no' }, 'invalid'],
  ['a failure path that is empty', { failure: { path: 'error' } }, { error: '', list: [] }, undefined],
  ['a failure value', { failure: { path: 'ok', values: [false] } }, { ok: false }, 'invalid'],
  ['a success value', { success: { path: 'code', values: [0] } }, { code: 0, list: [] }, undefined],
  ['no success value', { success: { path: 'code', values: [0] } }, { code: 105002 }, 'invalid'],
  [
    'a code with a kind of its own',
    { success: { path: 'code', values: [0] }, kinds: { 105002: 'auth' } },
    { code: 105002 },
    'auth',
  ],
] as const)('an answer of 200 with %s', async (_, answers, body, kind) => {
  const { failure } = connectTo(() => Response.json(body), { records: 'list' }, { answers })

  const found = await failure()

  if (kind === undefined) expect(found).toBe('read ')
  else expect(found).toMatchObject({ kind, status: 200 })
})

test.each([
  [400, 'invalid'],
  [401, 'auth'],
  [403, 'permission'],
  [404, 'missing'],
  [409, 'conflict'],
  [413, 'too-large'],
  [422, 'invalid'],
  [302, 'invalid'],
  [500, 'unavailable'],
  [504, 'timeout'],
] as const)('status %i is %s', async (status, kind) => {
  const { failure } = connectTo(() => new Response('<html>', { status, headers: { location: '/x' } }))

  expect(await failure()).toMatchObject({ kind, status })
})

test('a system that is too busy says how long to wait', async () => {
  const { failure } = connectTo(() => new Response('', { status: 429, headers: { 'retry-after': '7' } }))

  expect(await failure()).toMatchObject({ kind: 'rate-limited', retryAfterMs: 7_000 })
})

test('an answer that is no JSON, and a network that is down, are failures with words', async () => {
  const page = connectTo(() => new Response('<!doctype html>'))
  const down = connectTo(() => {
    throw new TypeError('fetch failed', { cause: new Error('ECONNREFUSED') })
  })

  expect(await page.failure()).toMatchObject({
    kind: 'invalid',
    message: expect.stringContaining('<!doctype'),
  })
  expect(await down.failure()).toMatchObject({
    kind: 'unavailable',
    message: expect.stringContaining('ECONNREFUSED'),
  })
})

test('basic credentials and OAuth 2.0 tokens; one token serves all calls and is renewed once after a refusal', async () => {
  const seen: string[] = []
  let tokens = 0
  let valid = ''
  const { read, connector } = connectTo(
    async request => {
      const authorization = request.headers.get('authorization') ?? ''
      if (request.url.endsWith('/token')) {
        expect(authorization).toBe(`Basic ${Buffer.from('me:secret').toString('base64')}`)
        expect(await request.text()).toBe('grant_type=client_credentials&scope=read')
        tokens += 1
        valid = `t${tokens}`
        return Response.json({ access_token: valid, expires_in: 3600 })
      }
      seen.push(authorization)
      return authorization === `Bearer ${valid}` ? Response.json([]) : new Response('', { status: 401 })
    },
    {},
    { auth: { kind: 'oauth2', tokenUrl: '/token', scope: 'read' } },
    { clientId: 'me', clientSecret: 'secret' },
  )

  await Promise.all([read(), read()])
  valid = 'withdrawn'
  await read()

  expect(seen).toEqual(['Bearer t1', 'Bearer t1', 'Bearer t1', 'Bearer t2'])
  expect(connector.description.settings['required']).toEqual(['clientId', 'clientSecret'])
})

const imports = {
  things: {
    operations: {
      create: { path: '/things/${request.externalId}', idempotencyHeader: 'idempotency-key' },
      update: { method: 'PATCH', path: '/things/${request.externalId}' },
    },
  },
}

test('a write names its record safely, carries its key, and answers with the id it got', async () => {
  let key: string | null = null
  const { write, calls } = connectTo(
    request => {
      key = request.headers.get('idempotency-key')
      return Response.json({ id: 77 }, { status: 201 })
    },
    {},
    { imports },
  )

  expect(await write()).toEqual([{ status: 'written', change: 'created', ref: '77', answer: { id: 77 } }])
  expect(calls).toEqual(['POST /things/x%2F1 {"a":1}'])
  expect(key).toBe('k1')
})

test('what is there already is kept, updated or refused, as the flow says', async () => {
  const connect = () =>
    connectTo(
      ({ method }) => (method === 'PATCH' ? Response.json({ id: 77 }) : new Response('', { status: 409 })),
      {},
      { imports, answers: { statuses: { 409: 'duplicate' } } },
    )

  expect(await connect().write({ ifExists: 'keep' })).toMatchObject([
    { status: 'written', change: 'unchanged' },
  ])
  expect(await connect().write({ ifExists: 'update' })).toMatchObject([
    { status: 'written', change: 'updated', ref: '77' },
  ])
  expect(await connect().write({ ifExists: 'fail' })).toMatchObject([
    { status: 'failed', failure: { kind: 'duplicate' } },
  ])
})

test('a write whose answer was lost may have been done, and says so', async () => {
  const lost = connectTo(
    () => {
      throw new TypeError('fetch failed', { cause: new Error('ECONNRESET') })
    },
    {},
    { imports },
  )
  const failed = connectTo(() => new Response('', { status: 502 }), {}, { imports })
  const refused = connectTo(() => new Response('', { status: 422 }), {}, { imports })

  expect(await lost.write()).toMatchObject([{ failure: { kind: 'unavailable', outcomeUnknown: true } }])
  expect(await failed.write()).toMatchObject([{ failure: { kind: 'unavailable', outcomeUnknown: true } }])
  const [result] = await refused.write()
  expect(result?.status === 'failed' && result.failure.outcomeUnknown).toBeUndefined()
})

test('numbers too long for JavaScript keep their digits', async () => {
  const { read } = connectTo(
    () => new Response('[{"id":576461413038785752,"note":"12345678901234567890"},{"id":7}]'),
  )

  expect(await read()).toEqual(['576461413038785752', '7'])
})
