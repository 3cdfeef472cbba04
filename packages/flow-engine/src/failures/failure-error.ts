import type { Json } from '../json.js'
import type { ImportItem } from '../ports/connector.js'
import type { Failure } from './failure.js'

/** A failure on its way from where it happened to the rule that decides about it. */
export class FailureError extends Error {
  override readonly name = 'FailureError'
  readonly failure: Failure
  /** What was to be written, where it came to that. */
  readonly payload: Json | undefined
  /** What an import was to do, where the payload was one's. */
  readonly item: ImportItem | undefined

  constructor(failure: Failure, payload?: Json, item?: ImportItem) {
    super(failure.message)
    this.failure = failure
    this.payload = payload
    this.item = item
  }
}
