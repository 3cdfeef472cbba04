/** What sort of failure it was: what an author's `onFailure` chooses by. */
export const failureKinds = [
  'auth',
  'permission',
  'rate-limited',
  'unavailable',
  'timeout',
  'missing',
  'duplicate',
  'conflict',
  'invalid',
  'mapping',
  'too-large',
  'unknown',
] as const

export type FailureKind = (typeof failureKinds)[number]

/** What went wrong with one record, in words an operator can act on. Never holds a secret. */
export interface Failure {
  readonly kind: FailureKind
  /** What happened, in one sentence. */
  readonly message: string
  /** What to do next, in one sentence. */
  readonly hint?: string
  /** The vendor's own code, as text. */
  readonly code?: string
  /** HTTP status, where there was one. */
  readonly status?: number
  /** What to quote to the vendor's support: TikTok's `request_id`, NetSuite's operation id. */
  readonly requestId?: string
  /** How long the other system asked us to wait. */
  readonly retryAfterMs?: number
  /** True when the write may have been done although no answer says so. */
  readonly outcomeUnknown?: boolean
  /** The start of the answer, secrets masked. */
  readonly excerpt?: string
}
