import type { Json } from '../json.js'
import type { Failure } from './failure.js'

/** A failure on its way from where it happened to the rule that decides about it. */
export class FailureError extends Error {
  override readonly name = 'FailureError'
  readonly failure: Failure
  /** What was to be written, where it came to that. */
  readonly payload: Json | undefined

  constructor(failure: Failure, payload?: Json) {
    super(failure.message)
    this.failure = failure
    this.payload = payload
  }
}
