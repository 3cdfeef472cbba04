import { catchError, concat, defer, EMPTY, from, mergeAll, type Observable, throwError } from 'rxjs'
import type { ExportPage } from '../ports/connector.js'
import type { Outcome } from '../run/outcome.js'
import { createKeyTurns } from './key-turns.js'
import { leaveOutSettled } from './leave-out-settled.js'
import { openSteps } from './open-steps.js'
import { pullPages } from './pull-pages.js'
import type { RunContext } from './run-context.js'
import { settlePage } from './settle-page.js'
import { createTravellers } from './to-travellers.js'

/**
 * A flow as an Observable of outcomes: one for every record read, emitted once it is kept in the store.
 *
 * Pages are pulled as they are needed, at most `plan.pagesInFlight` at a time. The Observable errors only when pages cannot be
 * read or the store cannot keep them; a record's failure is an outcome.
 */
export const buildPipeline = (pages: AsyncIterable<ExportPage>, context: RunContext): Observable<Outcome> =>
  defer(() => {
    const toTravellers = createTravellers(context)
    const throughSteps = openSteps(context)
    const turns = createKeyTurns()

    const treatPage = async (page: ExportPage): Promise<readonly Outcome[]> => {
      const read = toTravellers(page.records)
      const keys = [...new Set(read.map(({ traceKey }) => traceKey))]
      const release = await turns.take(keys)
      try {
        const versions = await context.host.store.readVersions(context.plan.flow, keys)
        const travelled = await throughSteps(leaveOutSettled(read, versions, context.retrying))
        return await settlePage(travelled, context)
      } finally {
        release()
      }
    }

    // A page that cannot be kept ends the run, after the pages beside it have ended.
    let broken: { readonly error: unknown } | undefined
    const breakOff = (error: unknown): Observable<never> => {
      broken ??= { error }
      context.stop.halt({ kind: 'unknown', message: error instanceof Error ? error.message : String(error) })
      return EMPTY
    }

    const outcomes = pullPages(pages, context.plan.pagesInFlight, page => {
      noticePage(page, context)
      // A page's outcomes come out together, once all of them are kept.
      return from(treatPage(page)).pipe(mergeAll(), catchError(breakOff))
    })
    return concat(
      outcomes,
      defer(() => (broken === undefined ? EMPTY : throwError(() => broken?.error))),
    )
  })

const noticePage = (page: ExportPage, { host, tally, plan }: RunContext): void => {
  tally.countCall(plan.export.connection)
  const { totalCount } = page
  host.observer.observe({
    type: 'pageRead',
    records: page.records.length,
    ...(totalCount === undefined ? {} : { totalCount }),
  })
  for (const warning of page.warnings ?? []) {
    tally.warn(warning)
    host.observer.observe({ type: 'warning', message: warning })
  }
}
