import { isApiError } from '@tiktok-ns/client-kit'
import type { Failure } from '@tiktok-ns/flow-engine'
import { WireError } from './to-wire.js'

/** A client's error as a flow's failure. */
export const toFailure = (error: unknown): Failure => {
  if (error instanceof WireError) return error.failure
  if (!isApiError(error))
    return { kind: 'unknown', message: error instanceof Error ? error.message : String(error) }
  const places = error.details.flatMap(({ path }) => (path === undefined ? [] : [path]))
  return {
    kind: error.kind,
    message: places.length === 0 ? error.message : `${error.message} (${places.join(', ')})`,
    ...(error.hint === undefined ? {} : { hint: error.hint }),
    ...(error.code === undefined ? {} : { code: error.code }),
    ...(error.status === undefined ? {} : { status: error.status }),
    ...(error.requestId === undefined ? {} : { requestId: error.requestId }),
    ...(error.retryAfterMs === undefined ? {} : { retryAfterMs: error.retryAfterMs }),
    ...(error.outcomeUnknown ? { outcomeUnknown: true } : {}),
    ...(error.excerpt === undefined ? {} : { excerpt: error.excerpt }),
  }
}
