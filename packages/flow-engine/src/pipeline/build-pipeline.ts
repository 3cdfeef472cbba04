import { randomUUID } from 'node:crypto'
import { concat, defer, EMPTY, finalize, from, mergeMap, type Observable, throwError } from 'rxjs'
import type { FlowPlan } from '../compile/flow-plan.js'
import type { Failure } from '../failures/failure.js'
import type { Outcome } from '../run/outcome.js'
import { completeHost, createRunContext, type FlowHostOptions } from './create-run-context.js'
import { openExports, type ReadOptions } from './open-exports.js'
import { createStopSwitch } from './run-context.js'
import { settlePages } from './settle-pages.js'

/** A flow stopped before it had read everything. What was emitted before is settled; the rest is read again by the next run. */
export class FlowStoppedError extends Error {
  override readonly name = 'FlowStoppedError'
  readonly failure: Failure

  constructor(failure: Failure) {
    super(failure.message)
    this.failure = failure
  }
}

/**
 * A flow as an Observable of outcomes: one for every record read, emitted once the store keeps it. Cold: each subscription reads.
 *
 * Memory holds at most `plan.pagesInFlight` pages, however slow the subscriber's system or the imports are. Unsubscribing reads no
 * further page and begins nothing new; writes that have begun are finished and settled. Errors with `FlowStoppedError` when an
 * export cannot be read or a rule says `stop`, after the outcomes in flight; a record's failure is an outcome, not an error.
 *
 * This is the stream alone: `runFlow` adds the lock against overlapping runs, the run's report and the moving of cursors.
 *
 * @example
 * buildPipeline(plan, { connections, store }).subscribe(({ status, traceKey }) => console.log(status, traceKey))
 */
export const buildPipeline = (
  plan: FlowPlan,
  host: FlowHostOptions,
  options: ReadOptions = {},
): Observable<Outcome> =>
  defer(() => {
    const stop = createStopSwitch()
    const context = createRunContext({
      plan,
      host: completeHost(host),
      runId: randomUUID(),
      stop,
      retrying: false,
      makeAgain: false,
    })
    return concat(
      from(openExports(context, options)).pipe(
        // mergeMap: there is one list of exports.
        mergeMap(sources => settlePages(sources, context)),
      ),
      defer(() => {
        const { reason } = stop
        return reason === undefined ? EMPTY : throwError(() => new FlowStoppedError(reason))
      }),
    ).pipe(finalize(() => stop.halt({ kind: 'unknown', message: 'The subscriber has left' })))
  })
