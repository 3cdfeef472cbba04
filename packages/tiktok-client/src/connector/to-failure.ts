import { isApiError } from '@tiktok-ns/client-kit'
import type { Failure } from '@tiktok-ns/flow-engine'

/** A client's error as a flow's failure. */
export const toFailure = (error: unknown): Failure => {
  if (!isApiError(error))
    return { kind: 'unknown', message: error instanceof Error ? error.message : String(error) }
  return {
    kind: error.kind,
    message: error.message,
    ...(error.hint === undefined ? {} : { hint: error.hint }),
    ...(error.code === undefined ? {} : { code: error.code }),
    ...(error.status === undefined ? {} : { status: error.status }),
    ...(error.requestId === undefined ? {} : { requestId: error.requestId }),
    ...(error.retryAfterMs === undefined ? {} : { retryAfterMs: error.retryAfterMs }),
    ...(error.outcomeUnknown ? { outcomeUnknown: true } : {}),
    ...(error.excerpt === undefined ? {} : { excerpt: error.excerpt }),
  }
}
