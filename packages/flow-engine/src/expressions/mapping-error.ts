import type { Failure } from '../failures/failure.js'

/** An expression that could not be worked out for one record. */
export class MappingError extends Error {
  override readonly name = 'MappingError'
  readonly problem: string
  readonly hint: string | undefined
  /** The field of the payload it was for, outermost first. */
  readonly place: readonly string[]

  constructor(problem: string, hint?: string, place: readonly string[] = []) {
    super(place.length === 0 ? problem : `${toPath(place)}: ${problem}`)
    this.problem = problem
    this.hint = hint
    this.place = place
  }

  /** The same error, seen from one level further out. */
  within(outer: string): MappingError {
    return new MappingError(this.problem, this.hint, [outer, ...this.place])
  }

  get failure(): Failure {
    return { kind: 'mapping', message: this.message, ...(this.hint === undefined ? {} : { hint: this.hint }) }
  }
}

const toPath = (place: readonly string[]): string => place.join('.').replaceAll('.[', '[')
