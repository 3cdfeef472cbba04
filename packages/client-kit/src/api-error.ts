import type { FailureKind } from './failure-kind.js'

const marker = Symbol.for('@tiktok-ns/api-error')

export interface ApiErrorFields {
  readonly kind: FailureKind
  /** What happened, in one sentence. Holds no secret and no buyer's data. */
  readonly message: string
  /** What to do next, in one sentence. */
  readonly hint?: string | undefined
  /** The vendor's own code, as text. */
  readonly code?: string | undefined
  /** HTTP status, where there was an answer. */
  readonly status?: number | undefined
  /** What the vendor's support asks for: TikTok's `request_id`, NetSuite's operation id. */
  readonly requestId?: string | undefined
  /** How long the vendor asked us to wait. */
  readonly retryAfterMs?: number | undefined
  /** True when a write may have been done although no answer says so. */
  readonly outcomeUnknown?: boolean | undefined
  /** Method and path, without query. */
  readonly request?: string | undefined
  /** The start of the answer, secrets masked. */
  readonly excerpt?: string | undefined
  /** Everything the vendor listed, one entry each. */
  readonly details?: readonly ApiErrorDetail[] | undefined
  readonly cause?: unknown
}

export interface ApiErrorDetail {
  readonly message: string
  readonly code?: string | undefined
  /** Where in the request, as the vendor writes it. */
  readonly path?: string | undefined
}

/**
 * Every failure of a client is one of these.
 *
 * Recognise it with `isApiError`, never with `instanceof`: each client carries its own bundled copy of this class. It is not for
 * mistakes in the caller's code; those are `TypeError`s.
 */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly [marker] = true
  readonly kind: FailureKind
  readonly hint: string | undefined
  readonly code: string | undefined
  readonly status: number | undefined
  readonly requestId: string | undefined
  readonly retryAfterMs: number | undefined
  readonly outcomeUnknown: boolean
  readonly request: string | undefined
  readonly excerpt: string | undefined
  readonly details: readonly ApiErrorDetail[]

  constructor(fields: ApiErrorFields) {
    super(fields.message, fields.cause === undefined ? undefined : { cause: fields.cause })
    this.kind = fields.kind
    this.hint = fields.hint
    this.code = fields.code
    this.status = fields.status
    this.requestId = fields.requestId
    this.retryAfterMs = fields.retryAfterMs
    this.outcomeUnknown = fields.outcomeUnknown ?? false
    this.request = fields.request
    this.excerpt = fields.excerpt
    this.details = fields.details ?? []
  }
}

/** Whether this came from one of our clients, whichever copy of it. */
export const isApiError = (error: unknown): error is ApiError =>
  typeof error === 'object' && error !== null && marker in error
