import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import { z } from 'zod'
import { isJsonObject, type Json, type JsonObject } from '../json.js'
import type { CallContext, SandboxCore, SandboxSystem } from '../sandbox-system.js'
import { checkSignature } from './auth/check-signature.js'
import { concurrencyRefusal, Problem, problemResponse, problems } from './problem.js'
import { handleRecords } from './records/handle-records.js'
import { createRecordStore, type RecordStore } from './records/record-store.js'
import { findRecordType } from './records/record-types.js'
import { createSuiteQlEngine, type SuiteQlEngine } from './suiteql/run-suiteql.js'

/** An account and credentials of a sandbox whose seed names none. They open nothing but a sandbox. */
export const defaultNetSuiteCredentials = {
  account: 'TSTDRV0000001',
  consumerKey: 'a1'.repeat(32),
  consumerSecret: 'b2'.repeat(32),
  tokenId: 'c3'.repeat(32),
  tokenSecret: 'd4'.repeat(32),
} as const

const { account: defaultAccount, ...defaultToken } = defaultNetSuiteCredentials

/** The whole NetSuite side of a seed file. */
export const netsuiteSeed = z.strictObject({
  /** Account id as NetSuite prints it: the realm of signatures. */
  account: z.string().default(defaultAccount),
  /** Integrations with a token each. */
  tokens: z
    .array(
      z.strictObject({
        consumerKey: z.string(),
        consumerSecret: z.string(),
        tokenId: z.string(),
        tokenSecret: z.string(),
      }),
    )
    .default([defaultToken]),
  /** Requests that may be under way at once; one more is refused. */
  concurrency: z.number().int().positive().default(5),
  /** Records as the REST record service has them, by record type. */
  records: z.record(z.string(), z.array(z.custom<JsonObject>(isJsonObject))).default({}),
})

export type NetSuiteSeed = z.input<typeof netsuiteSeed>

/** A NetSuite account from a seed: records, SuiteQL, signatures and the limit on requests at once. */
export const createNetSuiteServer = (_core: SandboxCore, seed: NetSuiteSeed = {}): SandboxSystem => {
  let settings = netsuiteSeed.parse(seed)
  let store = createRecordStore(settings.records)
  let suiteQl = createSuiteQlEngine(store)
  const nonces = new Map<string, number>()
  let underWay = 0

  return {
    key: 'netsuite',
    handle: async (request, context) => {
      try {
        const { account, tokens: credentials } = settings
        if (!checkSignature(request, { account, credentials, nowMs: context.nowMs, nonces }))
          throw problems.invalidLogin()
        return withUsualHeaders(await route(request, context, store, suiteQl))
      } catch (error) {
        if (!(error instanceof Problem)) throw error
        const [detail] = error.details
        if (detail !== undefined) context.noteCode(detail.code)
        return withUsualHeaders(problemResponse(error))
      }
    },
    refuse: fault => {
      if (fault.kind === 'rate-limited') return concurrencyRefusal()
      if (fault.status === 500) return problemResponse(problems.unexpected(randomUUID()))
      return new Response('<html><body>Service unavailable</body></html>', {
        status: fault.status,
        headers: { 'content-type': 'text/html' },
      })
    },
    admit: () => {
      if (underWay >= settings.concurrency) return concurrencyRefusal()
      underWay += 1
      return () => {
        underWay -= 1
      }
    },
    nextDueAtMs: () => undefined,
    runDue: () => undefined,
    admin: createAdmin(() => store),
    dump: () => ({ ...settings, records: dumpRecords(store) }),
    restore: state => {
      settings = netsuiteSeed.parse(state)
      store = createRecordStore(settings.records)
      suiteQl = createSuiteQlEngine(store)
    },
  }
}

const route = async (
  request: Request,
  { nowMs }: CallContext,
  store: RecordStore,
  suiteQl: SuiteQlEngine,
): Promise<Response> => {
  const url = new URL(request.url)
  const [services, rest, service, version, ...path] = url.pathname.split('/').slice(1).map(decodeURIComponent)
  if (services === 'services' && rest === 'rest' && version === 'v1') {
    if (service === 'record') return handleRecords({ request, url, path, nowMs }, store)
    if (service === 'query' && path[0] === 'suiteql') return suiteQl.handle(request, url)
  }
  throw problems.unknownType(path[0] ?? '', url.pathname)
}

const withUsualHeaders = (response: Response): Response => {
  response.headers.set('x-n-operationid', randomUUID())
  response.headers.set('cache-control', 'No-Cache')
  return response
}

const dumpRecords = (store: RecordStore): Record<string, JsonObject[]> => {
  const records: Record<string, JsonObject[]> = {}
  for (const group of ['transaction', 'entity', 'item', 'other'] as const) {
    for (const { type, id, fields } of store.listGroup(group))
      records[type.name] = [...(records[type.name] ?? []), { id, ...fields }]
  }
  return records
}

/** Records without signatures: what a test reads, and what somebody types into NetSuite by hand. */
const createAdmin = (store: () => RecordStore): Hono => {
  const admin = new Hono()
  admin.get('/records/:type', context => {
    const type = findRecordType(context.req.param('type'))
    if (type === undefined) return context.json({ error: 'There is no such record type.' }, 404)
    return context.json({
      records: store()
        .list(type)
        .map(({ id, fields }) => ({ id, ...fields })),
    })
  })
  admin.post('/records/:type', async context => {
    const type = findRecordType(context.req.param('type'))
    const body: Json = await context.req.json()
    if (type === undefined || !isJsonObject(body))
      return context.json({ error: 'There is no such record type, or no record in the body.' }, 400)
    const { id, ...fields } = body
    const own = id === undefined ? store().nextId() : String(id)
    store().put({ id: own, type, fields })
    return context.json({ id: own }, 201)
  })
  return admin
}
