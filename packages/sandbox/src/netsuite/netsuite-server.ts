import { randomUUID } from 'node:crypto'
import { asJson } from '../json.js'
import type { CallContext, SandboxCore, SandboxSystem } from '../sandbox-system.js'
import { type Account, createAccount, toSeed } from './account.js'
import { createNetSuiteAdmin } from './admin.js'
import { checkSignature } from './auth/check-signature.js'
import { concurrencyRefusal, Problem, problemResponse, problems } from './problem.js'
import { handleRecords } from './records/handle-records.js'
import type { NetSuiteSeed } from './seed.js'
import { createSuiteQlEngine, type SuiteQlEngine } from './suiteql/run-suiteql.js'

/** A NetSuite account from a seed: records, SuiteQL, signatures and the limit on requests at once. */
export const createNetSuiteServer = (_core: SandboxCore, seed: NetSuiteSeed = {}): SandboxSystem => {
  let account = createAccount(seed)
  let suiteQl = createSuiteQlEngine(account.store)
  const nonces = new Map<string, number>()
  let underWay = 0

  return {
    key: 'netsuite',
    handle: async (request, context) => {
      try {
        const { account: realm, tokens: credentials } = account.settings
        if (!checkSignature(request, { account: realm, credentials, nowMs: context.nowMs, nonces }))
          throw problems.invalidLogin()
        return withUsualHeaders(await route(request, context, account, suiteQl))
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
      if (underWay >= account.settings.concurrency) return concurrencyRefusal()
      underWay += 1
      return () => {
        underWay -= 1
      }
    },
    nextDueAtMs: () => undefined,
    runDue: () => undefined,
    admin: createNetSuiteAdmin(() => account),
    dump: () => asJson(toSeed(account)),
    restore: state => {
      account = createAccount(state)
      suiteQl = createSuiteQlEngine(account.store)
    },
  }
}

const route = async (
  request: Request,
  { nowMs }: CallContext,
  account: Account,
  suiteQl: SuiteQlEngine,
): Promise<Response> => {
  const url = new URL(request.url)
  const [services, rest, service, version, ...path] = url.pathname.split('/').slice(1).map(decodeURIComponent)
  if (services === 'services' && rest === 'rest' && version === 'v1') {
    if (service === 'record') return handleRecords({ request, url, path, nowMs, account })
    if (service === 'query' && path[0] === 'suiteql') return suiteQl.handle(request, url)
  }
  throw problems.unknownType(path[0] ?? '', url.pathname)
}

const withUsualHeaders = (response: Response): Response => {
  response.headers.set('x-n-operationid', randomUUID())
  response.headers.set('cache-control', 'No-Cache')
  return response
}
