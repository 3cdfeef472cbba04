import { randomUUID } from 'node:crypto'
import { asJson } from '../json.js'
import type { SandboxCore, SandboxSystem } from '../sandbox-system.js'
import { createAccount, toSeed } from './account.js'
import { createNetSuiteAdmin } from './admin.js'
import { createJobService } from './jobs/job-service.js'
import { createLedgerReads, type LedgerReads } from './ledger/ledger-reads.js'
import { concurrencyRefusal, Problem, problemResponse, problems } from './problem.js'
import type { RecordStore } from './records/record-store.js'
import { restletError } from './restlets/handle-restlet.js'
import type { Restlets } from './restlets/restlet.js'
import { type Call, performNow, restletPath, routeCall } from './route.js'
import type { NetSuiteSeed, NetSuiteSettings } from './seed.js'
import { createStockReads, type StockReads } from './stock/stock-reads.js'
import { createSuiteQlEngine } from './suiteql/run-suiteql.js'

/** One account, with what can be read of its books without a call. */
export interface NetSuiteSystem extends SandboxSystem {
  readonly account: string
  readonly settings: Pick<NetSuiteSettings, 'timeZone' | 'tokens'>
  readonly ledger: LedgerReads
  readonly stock: StockReads
}

/** A NetSuite account from a seed: records, SuiteQL, RESTlets, who may use them, and the limit on requests at once. */
export const createNetSuiteServer = (
  core: SandboxCore,
  seed: NetSuiteSeed = {},
  restlets: Restlets = {},
): NetSuiteSystem => {
  let account = createAccount(seed, core.clock.now)
  let suiteQl = createSuiteQlEngine(account)
  let underWay = 0

  const toCall = (request: Request, nowMs: number): Call => ({
    request,
    url: new URL(request.url),
    nowMs,
    account,
    suiteQl,
    jobs,
    restlets,
  })
  const jobs = createJobService(
    () => account,
    (request, session, nowMs) => performNow(toCall(request, nowMs), session),
  )

  return {
    key: 'netsuite',
    get account() {
      return account.settings.account
    },
    get settings() {
      return account.settings
    },
    get ledger() {
      return createLedgerReads(account.books)
    },
    get stock() {
      return createStockReads(account.books)
    },
    handle: async (request, context) => {
      if (context.fault?.kind === 'token-revoked') return withUsualHeaders(refuseLogin(request))
      try {
        return withUsualHeaders(await routeCall(toCall(request, context.nowMs)))
      } catch (error) {
        if (!(error instanceof Problem)) throw error
        const [detail] = error.details
        if (detail !== undefined) context.noteCode(detail.code)
        return withUsualHeaders(problemResponse(error))
      }
    },
    refuse: fault => {
      if (fault.kind === 'rate-limited') {
        const refusal = concurrencyRefusal()
        if (fault.retryAfterSecs !== undefined)
          refusal.headers.set('retry-after', String(fault.retryAfterSecs))
        return refusal
      }
      if (fault.status === 500) return problemResponse(problems.unexpected(randomUUID()))
      return new Response('<html><body>Service unavailable</body></html>', {
        status: fault.status,
        headers: { 'content-type': 'text/html' },
      })
    },
    admit: request => {
      const { concurrency, concurrencyStatus } = account.settings
      if (underWay >= concurrency)
        return isRestlet(request)
          ? restletError(400, 'SSS_REQUEST_LIMIT_EXCEEDED', 'Request Limit Exceeded')
          : concurrencyRefusal(concurrencyStatus)
      underWay += 1
      return () => {
        underWay -= 1
      }
    },
    nextDueAtMs: () => jobs.nextDueAtMs(),
    runDue: nowMs => jobs.runDue(nowMs),
    prepare: function* () {
      if (sizeOf(account.store) < sizeWorthPreparing) return
      yield* suiteQl.prepare()
    },
    settled: () => jobs.settled(),
    admin: createNetSuiteAdmin(() => account),
    dump: () => asJson(toSeed(account)),
    restore: state => {
      account = createAccount(state, core.clock.now)
      suiteQl = createSuiteQlEngine(account)
    },
  }
}

/** Of fewer records the first query makes its tables as fast as anybody could wish. */
const sizeWorthPreparing = 3_000

const sizeOf = (store: RecordStore): number =>
  [...store.types()].reduce((sum, type) => sum + store.count(type), 0)

const isRestlet = (request: Request): boolean => new URL(request.url).pathname === restletPath

const refuseLogin = (request: Request): Response =>
  isRestlet(request)
    ? restletError(401, 'INVALID_LOGIN_ATTEMPT', 'Invalid login attempt.')
    : problemResponse(problems.invalidLogin())

const withUsualHeaders = (response: Response): Response => {
  response.headers.set('x-n-operationid', randomUUID())
  response.headers.set('x-netsuite-jobid', randomUUID())
  response.headers.set('cache-control', 'No-Cache')
  response.headers.set('pragma', 'No-Cache')
  response.headers.set('expires', '0')
  return response
}
