import { type CallTarget, toPath } from './call-url.js'
import type { Call } from './caller.js'

/** What a call is called in logs, traces and metrics. The first row that matches decides. */
const operations: readonly (readonly [method: string, route: RegExp, operation: string])[] = [
  ['POST', /^\/query\/v1\/suiteql$/, 'suiteql.query'],
  ['GET', /^\/record\/v1\/metadata-catalog$/, 'metadata.list'],
  ['GET', /^\/record\/v1\/metadata-catalog\//, 'metadata.describe'],
  ['POST', /\/!transform\//, 'records.transform'],
  ['GET', /^\/async\/v1\/job\/\{id\}$/, 'jobs.getState'],
  ['GET', /^\/async\/v1\/job\/\{id\}\/task/, 'jobs.getResults'],
  ['GET', /^\/record\/v1\/[^/]+$/, 'records.list'],
  ['POST', /^\/record\/v1\/[^/]+$/, 'records.create'],
  ['GET', /^\/record\/v1\/[^/]+\/\{id\}$/, 'records.get'],
  ['PATCH', /^\/record\/v1\/[^/]+\/\{id\}$/, 'records.update'],
  ['PUT', /^\/record\/v1\/[^/]+\/\{id\}$/, 'records.upsert'],
  ['DELETE', /^\/record\/v1\/[^/]+\/\{id\}$/, 'records.delete'],
  ['GET', /^\/record\/v1\//, 'subresources.get'],
  ['POST', /^\/record\/v1\//, 'subresources.create'],
  ['PATCH', /^\/record\/v1\//, 'subresources.update'],
  ['PUT', /^\/record\/v1\//, 'subresources.replace'],
  ['DELETE', /^\/record\/v1\//, 'subresources.delete'],
]

/** Names the call and its route without any id: internal ids have digits, external ids and transforms' forms a colon. */
export const describeCall = (
  call: CallTarget & Pick<Call, 'headers'> & { readonly method: string },
): { readonly operation: string; readonly route: string } => {
  if (call.service === 'restlet') return { operation: 'restlets.call', route: toPath(call) }
  const route = call.path.split('/').map(toRouteSegment).join('/')
  // What is asked for is the same as at once; only this header makes a job of it.
  if (call.headers?.['prefer']?.startsWith('respond-async') === true)
    return { operation: 'jobs.submit', route }
  const row = operations.find(([method, form]) => method === call.method && form.test(route))
  return { operation: row?.[2] ?? `${call.method} ${route}`, route }
}

const toRouteSegment = (segment: string): string =>
  /^v\d$/.test(segment) || /^!?[A-Za-z_.-]*$/.test(segment) ? segment : '{id}'
