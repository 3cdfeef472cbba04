import type { JsonObject } from '../../json.js'
import type { ConnectorSubject } from '../../testing/connector-contract.js'
import { httpConnector } from './http-connector.js'
import { type HttpConnectorSpec, httpConnectorSpec } from './http-spec.js'

export interface SampleHttpSystem {
  readonly fetch: typeof globalThis.fetch
  /** Every call, `GET /path?query`. */
  readonly calls: readonly string[]
  readonly subject: ConnectorSubject
}

const description: Partial<HttpConnectorSpec> | object = {
  connector: 'stock-api',
  kind: 'http',
  baseUrl: 'https://stock.example.com/api',
  auth: { kind: 'header', name: 'x-api-key' },
  answers: {
    failure: { path: 'error' },
    message: 'error.message',
    code: 'error.code',
    kinds: { exists: 'duplicate' },
  },
  resources: {
    levels: {
      path: '/levels',
      records: 'data.levels',
      idField: 'sku',
      cursorFields: { changedAt: 'iso' },
      query: { from: '${request.?window.?from}', until: '${request.?window.?until}' },
      paging: { method: 'token', path: 'data.next', parameter: 'after', size: 'limit' },
      byId: { path: '/levels/${request.id}', record: 'data' },
    },
  },
  lookups: {
    levels: {
      path: '/search',
      query: { sku: '${request.keys}' },
      records: 'data',
      key: 'sku',
      keysPerCall: 1,
    },
  },
  imports: {
    levels: {
      present: 'levels',
      operations: {
        create: {
          path: '/levels/${request.externalId}',
          ref: 'data.sku',
          idempotencyHeader: 'idempotency-key',
        },
      },
    },
  },
}

/** A small stock system behind `fetch`, and the connector that its description makes. */
export const sampleHttpSystem = (levels: readonly JsonObject[]): SampleHttpSystem => {
  const stock = new Map(levels.map(level => [String(level['sku']), level]))
  const writtenUnder = new Map<string, string>()
  const calls: string[] = []

  const answer = async (request: Request): Promise<Response> => {
    const url = new URL(request.url)
    const path = decodeURIComponent(url.pathname.replace(/^\/api/, ''))
    calls.push(`${request.method} ${path}${url.search}`)
    if (request.headers.get('x-api-key') !== 'key') return new Response('', { status: 401 })
    if (path === '/search') {
      const found = url.searchParams.getAll('sku').flatMap(sku => stock.get(sku) ?? [])
      return Response.json({ data: found })
    }
    if (path === '/levels') return Response.json({ data: page(url.searchParams) })
    const sku = path.replace('/levels/', '')
    if (request.method === 'GET') {
      const level = stock.get(sku)
      return level === undefined ? new Response('', { status: 404 }) : Response.json({ data: level })
    }
    const key = request.headers.get('idempotency-key') ?? ''
    // It answers 200 on failure, as many do.
    if (stock.has(sku)) return Response.json({ error: { code: 'exists', message: `${sku} exists` } })
    stock.set(sku, { sku, ...JSON.parse(await request.text()) })
    writtenUnder.set(key, sku)
    return Response.json({ data: { sku } })
  }

  const page = (query: URLSearchParams): JsonObject => {
    const from = query.get('from') ?? ''
    const until = query.get('until') ?? '9'
    const all = [...stock.values()].filter(
      ({ changedAt }) => String(changedAt) >= from && String(changedAt) < until,
    )
    const start = Number(query.get('after') ?? 0)
    const end = start + Number(query.get('limit') ?? 100)
    return { levels: all.slice(start, end), next: end < all.length ? String(end) : null }
  }

  const fetch: typeof globalThis.fetch = (input, init) => answer(new Request(input, init))
  const connector = httpConnector(httpConnectorSpec.parse(description)).connect({ apiKey: 'key' }, { fetch })
  return {
    fetch,
    calls,
    subject: {
      connector,
      export: {
        resource: 'levels',
        ids: levels.map(({ sku }) => String(sku)),
        window: { field: 'changedAt', atMs: Date.UTC(2026, 0, 3), earlier: ['A', 'B'] },
        pagesAsked: () => calls.filter(call => call.startsWith('GET /levels?')).length,
      },
      lookup: { name: 'levels', present: 'C', absent: 'Z' },
      import: {
        target: 'levels',
        operation: 'create',
        payload: text => ({ note: text }),
        count: () => stock.size,
      },
    },
  }
}
