import { type Failure, failureKinds } from '../failures/failure.js'

/** What a generic connector throws: a failure as it is, recognised across copies of this package by its marker. */
export class ConnectorError extends Error {
  override readonly name = 'ConnectorError'
  readonly failure: Failure

  constructor(failure: Failure) {
    super(failure.message)
    this.failure = failure
  }
}

/** Whatever was thrown, as a failure. */
export const toConnectorFailure = (error: unknown): Failure => {
  if (isConnectorError(error)) return error.failure
  if (error instanceof Error && error.name === 'AbortError')
    return { kind: 'unknown', message: 'The call was cancelled' }
  return { kind: 'unknown', message: error instanceof Error ? error.message : String(error) }
}

const isConnectorError = (error: unknown): error is ConnectorError =>
  error instanceof Error &&
  error.name === 'ConnectorError' &&
  'failure' in error &&
  typeof error.failure === 'object' &&
  error.failure !== null &&
  'kind' in error.failure &&
  failureKinds.some(kind => kind === Reflect.get(Object(error.failure), 'kind'))

/** Fails for a name that the connector does not have; `check` has found that before, unless the host went round it. */
export const noSuch = (what: string, name: string, known: readonly string[]): ConnectorError =>
  new ConnectorError({
    kind: 'invalid',
    message: `there is no ${what} "${name}"`,
    hint: `Known here: ${known.join(', ') || 'none'}.`,
  })
