import type { Account } from './account.js'
import { authenticate, type Session } from './auth/authenticate.js'
import { handleConsent } from './auth/consent-page.js'
import { demandRecords, demandService, permissionFor, permits } from './auth/permissions.js'
import { handleRevoke, handleToken } from './auth/token-endpoint.js'
import type { JobService } from './jobs/job-service.js'
import { isBatch } from './jobs/split-batch.js'
import { handleMetadata } from './metadata/handle-metadata.js'
import { problems } from './problem.js'
import { handleRecords } from './records/handle-records.js'
import { findRecordType } from './records/record-types.js'
import { handleRestlet } from './restlets/handle-restlet.js'
import type { Restlets } from './restlets/restlet.js'
import type { SuiteQlEngine } from './suiteql/run-suiteql.js'

/** One call of the account, with everything that answers calls. */
export interface Call {
  readonly request: Request
  readonly url: URL
  readonly nowMs: number
  readonly account: Account
  readonly suiteQl: SuiteQlEngine
  readonly jobs: JobService
  readonly restlets: Restlets
}

export const restletPath = '/app/site/hosting/restlet.nl'
const consentPath = '/app/login/oauth2/authorize.nl'

/** Answers a call of any service. @throws Problem */
export const routeCall = async (call: Call): Promise<Response> => {
  const { request, url, nowMs, account } = call
  if (request.method === 'OPTIONS') return new Response(null, { status: 204 })
  if (url.pathname === restletPath)
    return handleRestlet({
      ...call,
      functions: call.restlets,
      session: authenticate(request, account, nowMs),
    })
  if (url.pathname === consentPath) return handleConsent(call)
  const [services, rest, ...path] = partsOf(url)
  if (services !== 'services' || rest !== 'rest') throw problems.unknownType(path[2] ?? '', url.pathname)
  if (path[0] === 'auth') return handleAuth(call, path)
  const session = authenticate(request, account, nowMs)
  if (session === undefined) throw problems.invalidLogin()
  return handleService(call, path, session)
}

const partsOf = ({ pathname }: URL): readonly string[] => {
  try {
    return pathname.split('/').slice(1).map(decodeURIComponent)
  } catch {
    throw problems.invalidRequest(
      'The request could not be understood by the server due to malformed syntax.',
    )
  }
}

const handleAuth = async (call: Call, path: readonly string[]): Promise<Response> => {
  if (call.request.method !== 'POST') throw problems.wrongMethod()
  if (path.join('/') === 'auth/oauth2/v1/token') return handleToken(call)
  if (path.join('/') === 'auth/oauth2/v1/revoke') return handleRevoke(call)
  throw problems.notEmulated(call.url.pathname)
}

const handleService = async (call: Call, path: readonly string[], session: Session): Promise<Response> => {
  const { request, url, nowMs, jobs } = call
  const [service, version, ...rest] = path
  if (version !== 'v1') throw problems.unknownType(rest[0] ?? '', url.pathname)
  if (service === 'async') {
    demandService(session, 'record')
    return jobs.read(request, url, rest, nowMs)
  }
  if (service !== 'record' && service !== 'query') throw problems.notEmulated(url.pathname)
  demandService(session, service)
  const isLater = preferencesOf(request).includes('respond-async')
  if (isBatch(request, url) && !isLater)
    throw problems.wrongHeader('Prefer', 'Use "Prefer: respond-async" for several records.')
  if (!isLater) return performNow(call, session)
  return jobs.submit(request, url, session, nowMs)
}

const preferencesOf = ({ headers }: Request): readonly string[] =>
  (headers.get('prefer') ?? '').split(',').map(value => value.trim())

/** Does what a record or query request asks, without looking at when it wants it. @throws Problem */
export const performNow = async (call: Call, session: Session): Promise<Response> => {
  const { request, url, nowMs, account } = call
  const [, , service, , ...path] = partsOf(url)
  if (service === 'query') {
    if (path[0] !== 'suiteql') throw problems.notEmulated(url.pathname)
    return call.suiteQl.handle(request, url, nowMs, type => permits(session, permissionFor(type), 'view'))
  }
  if (path[0] === 'metadata-catalog') return handleMetadata(request, url, path.slice(1), account)
  const type = findRecordType(path[0] ?? '')
  // A transform makes a record of its target; reading the source is all it needs there.
  const target = path[2] === '!transform' ? findRecordType(path[3] ?? '') : undefined
  if (type !== undefined) demandRecords(session, type, target === undefined ? request.method : 'GET')
  if (target !== undefined) demandRecords(session, target, 'POST')
  return handleRecords({ request, url, path, nowMs, account })
}
