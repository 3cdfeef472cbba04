import { ApiError } from './api-error.js'
import type { Redactor } from './redact.js'
import type { TransportRequest } from './transport.js'

/**
 * What a request without a whole answer means: `timeout` or `unavailable`.
 *
 * With a redactor, the cause keeps no secret that the network's own error may quote.
 *
 * A write may have been done all the same, so everything but a refused connection leaves its outcome unknown.
 */
export const toTransportError = (
  error: unknown,
  request: TransportRequest,
  redactor?: Redactor,
): ApiError => {
  const timedOut = hasName(error, 'TimeoutError') || hasCode(error, timeoutCodes)
  const refused = hasCode(error, refusedCodes)
  const { host, pathname } = new URL(request.url)
  return new ApiError({
    kind: timedOut ? 'timeout' : 'unavailable',
    message: timedOut
      ? `No answer from ${host} within ${request.timeoutMs} ms`
      : refused
        ? `Could not connect to ${host}`
        : `The connection to ${host} broke before the whole answer was there`,
    hint: refused
      ? 'Check the network and the base URL; the service may be down.'
      : 'Tried again by itself where that is safe. If it goes on, check the network and the service status.',
    request: `${request.method} ${pathname}`,
    outcomeUnknown: request.method !== 'GET' && !refused,
    cause: redactor === undefined ? error : withoutSecrets(error, redactor),
  })
}

const withoutSecrets = (error: unknown, redactor: Redactor): Error | undefined =>
  chain(error).reduceRight<Error | undefined>((cause, link) => {
    const message = redactor.text(link instanceof Error ? link.message : String(link))
    const safe = new Error(message, cause === undefined ? undefined : { cause })
    if (!(link instanceof Error)) return safe
    safe.name = link.name
    return 'code' in link ? Object.assign(safe, { code: link.code }) : safe
  }, undefined)

/** Nothing was sent. */
const refusedCodes = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

/** Limits that undici, which is behind `fetch` too, has of its own. */
const timeoutCodes = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT'])

const hasName = (error: unknown, name: string): boolean =>
  chain(error).some(link => link instanceof Error && link.name === name)

const hasCode = (error: unknown, codes: ReadonlySet<string>): boolean =>
  chain(error).some(link => link instanceof Error && 'code' in link && codes.has(String(link.code)))

/** `fetch` wraps the socket's error, more than once. */
const chain = (error: unknown, depth = 0): readonly unknown[] =>
  depth > 5 || error === undefined || error === null
    ? []
    : [error, ...chain(error instanceof Error ? error.cause : undefined, depth + 1)]
