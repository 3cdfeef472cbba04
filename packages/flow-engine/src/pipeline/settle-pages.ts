import {
  catchError,
  concat,
  defer,
  EMPTY,
  finalize,
  from,
  lastValueFrom,
  mergeAll,
  type Observable,
  tap,
  throwError,
  toArray,
} from 'rxjs'
import type { ExportPlan, GroupPlan, StepPlan } from '../compile/flow-plan.js'
import type { ExportPage } from '../ports/connector.js'
import type { Outcome } from '../run/outcome.js'
import { createHeldGroups } from './hold-groups.js'
import { createKeyTurns } from './key-turns.js'
import { leaveOutSettled } from './leave-out-settled.js'
import { createMarker } from './mark-done.js'
import type { PageSource } from './open-exports.js'
import { pullPages } from './pull-pages.js'
import { connectionOf, type RunContext, toFailure } from './run-context.js'
import { settleTravellers } from './settle-travellers.js'
import { createTravellers } from './to-travellers.js'
import type { Traveller } from './traveller.js'

interface SourcedPage {
  readonly page: ExportPage
  readonly source: PageSource
}

/**
 * Outcomes of everything that sources give: one for every record, emitted once it is kept in the store.
 *
 * Pages are pulled as they are needed, at most `plan.pagesInFlight` at a time. Errors only when the store cannot keep what
 * happened: a record's failure is an outcome, and an export's failure stops the run.
 */
export const settlePages = (sources: readonly PageSource[], context: RunContext): Observable<Outcome> =>
  defer(() => {
    const { host, runId } = context
    const pages = createPageTreatment(context)
    // What cannot be kept ends the run, after the pages beside it have ended.
    let broken: { readonly error: unknown } | undefined
    const breakOff = (error: unknown): Observable<never> => {
      broken ??= { error }
      context.stop.halt({ kind: 'unknown', message: error instanceof Error ? error.message : String(error) })
      return EMPTY
    }
    // A page's outcomes come out together, once all of them are kept.
    const keep = (outcomes: Promise<readonly Outcome[]>, page?: number): Observable<Outcome> =>
      from(outcomes).pipe(
        mergeAll(),
        tap(outcome =>
          host.observer.observe({
            type: 'recordSettled',
            runId,
            outcome,
            ...(page === undefined ? {} : { page }),
          }),
        ),
        catchError(breakOff),
      )
    let read = 0

    const readers = sources.map(source => untilStopped(source, context))
    const together = context.plan.exportOrder === 'together' ? readers : [inTurn(readers)]
    return concat(
      pullPages(together, context.plan.pagesInFlight, sourced => {
        read += 1
        const page = read
        noticePage(sourced, page, context)
        return keep(pages.treat(sourced), page).pipe(
          finalize(() => host.observer.observe({ type: 'pageSettled', runId, page })),
        )
      }),
      defer(() => keep(pages.end())),
      defer(() => (broken === undefined ? EMPTY : throwError(() => broken?.error))),
    )
  })

/** The steps on both sides of the flow's group, if it has one. */
const splitAtGroup = (steps: readonly StepPlan[]) => {
  const index = steps.findIndex(({ kind }) => kind === 'group')
  const group = steps.find((step): step is GroupPlan => step.kind === 'group')
  return group === undefined
    ? { before: steps, after: [] }
    : { before: steps.slice(0, index), group, after: steps.slice(index + 1) }
}

interface PageTreatment {
  treat(page: SourcedPage): Promise<readonly Outcome[]>
  /** What groups still hold when no more pages come. */
  end(): Promise<readonly Outcome[]>
}

/** How many groups go on together when the export has ended. */
const groupsAtOnce = 100

const createPageTreatment = (context: RunContext): PageTreatment => {
  const { plan, host, retrying, stop, tally } = context
  const { before, group, after } = splitAtGroup(plan.steps)
  const [throughBefore, throughAfter] = [before, after].map(steps => {
    const operator = context.open(steps)
    return (travellers: readonly Traveller[]) => lastValueFrom(from(travellers).pipe(operator, toArray()))
  })
  if (throughBefore === undefined || throughAfter === undefined) throw new TypeError('there are two lists')
  const held = group === undefined ? undefined : createHeldGroups(group, context)
  const mark = createMarker(context)
  const turns = createKeyTurns()
  const openTravellers = new Map<ExportPlan, ReturnType<typeof createTravellers>>()
  const toTravellers = ({ page, source }: SourcedPage): readonly Traveller[] => {
    const known = openTravellers.get(source.export) ?? createTravellers(context, source.export)
    openTravellers.set(source.export, known)
    return known(page.records)
  }

  const settle = async (travellers: readonly Traveller[]): Promise<readonly Outcome[]> => {
    const outcomes = await settleTravellers(travellers, context)
    await mark(travellers)
    return outcomes
  }

  /** Groups, and what goes on beside them, to the end. `turn` is taken before, while their pages still hold their keys. */
  const finish = async (
    travellers: readonly Traveller[],
    turn: Promise<() => void>,
  ): Promise<readonly Outcome[]> => {
    const release = await turn
    try {
      const outcomes: Outcome[] = []
      for (const wave of wavesOf(travellers)) outcomes.push(...(await settle(await throughAfter(wave))))
      return outcomes
    } finally {
      release()
    }
  }

  // Groups see pages in the order in which they were read, whichever is ready first.
  let fed: Promise<unknown> = Promise.resolve()
  const feed = (page: Promise<readonly Traveller[]>) => {
    const earlier = fed
    const feeding = (async () => {
      const travellers = await page
      await earlier.catch(() => undefined)
      const { ended, goingOn } = (await held?.add(travellers)) ?? { ended: travellers, goingOn: [] }
      const turn = goingOn.length === 0 ? undefined : turns.take(keysOf(goingOn))
      return { ended, goingOn, turn }
    })()
    fed = feeding
    return feeding
  }

  const treat = async (sourced: SourcedPage): Promise<readonly Outcome[]> => {
    const read = toTravellers(sourced)
    const keys = keysOf(read)
    const pageTurn = turns.take(keys)
    const isAgain = retrying || sourced.source.export.again === true
    const come = async (): Promise<readonly Traveller[]> => {
      await pageTurn
      const versions = await host.store.readVersions(plan.flow, keys)
      return inOrderOf(read, await throughBefore(leaveOutSettled(read, versions, isAgain)))
    }
    const coming = come()
    const feeding = held === undefined ? undefined : feed(coming)
    const release = await pageTurn
    let goesOn: Awaited<ReturnType<typeof feed>> | undefined
    let outcomes: readonly Outcome[]
    try {
      if (feeding === undefined) return await settle(await coming)
      goesOn = await feeding
      outcomes = await settle(goesOn.ended)
    } catch (error) {
      // Nobody will use the turn: it must not keep others waiting.
      void goesOn?.turn?.then(giveBack => giveBack())
      throw error
    } finally {
      release()
    }
    if (goesOn.turn === undefined) return outcomes
    return [...outcomes, ...(await finish(goesOn.goingOn, goesOn.turn))]
  }

  return {
    treat,
    end: async () => {
      if (held === undefined) return []
      // A run that did not see the end of its export does not know whether a group is complete.
      if (stop.reason !== undefined) {
        tally.countAbandoned(held.abandonAll().length)
        return []
      }
      const groups = held.closeAll()
      const outcomes: Outcome[] = []
      for (let start = 0; start < groups.length; start += groupsAtOnce) {
        const some = groups.slice(start, start + groupsAtOnce)
        outcomes.push(...(await finish(some, turns.take(keysOf(some)))))
      }
      return outcomes
    },
  }
}

const keysOf = (travellers: readonly Traveller[]): readonly string[] => [
  ...new Set(
    travellers.flatMap(({ traceKey, members }) => members?.map(member => member.traceKey) ?? [traceKey]),
  ),
]

/** Two versions of one record may stand in two groups that close together: the later one goes in a later wave. */
const wavesOf = (travellers: readonly Traveller[]): readonly (readonly Traveller[])[] => {
  const waves: Traveller[][] = []
  let keys = new Set<string>()
  for (const traveller of travellers) {
    const own = keysOf([traveller])
    const last = waves.at(-1)
    if (last === undefined || own.some(key => keys.has(key))) {
      waves.push([traveller])
      keys = new Set(own)
    } else {
      last.push(traveller)
      for (const key of own) keys.add(key)
    }
  }
  return waves
}

/** Steps let records overtake each other; groups want them as they were read. */
const inOrderOf = (read: readonly Traveller[], travellers: readonly Traveller[]): readonly Traveller[] => {
  const places = new Map(read.map(({ original }, index) => [original, index]))
  const placeOf = ({ original }: Traveller): number => places.get(original) ?? 0
  return [...travellers].sort((left, right) => placeOf(left) - placeOf(right))
}

/**
 * Pages until there are no more, or the run is to stop.
 *
 * A page that cannot be read stops the run, but is no error of the stream: pages already at work are finished and kept.
 */
async function* untilStopped(source: PageSource, context: RunContext): AsyncGenerator<SourcedPage> {
  const { stop } = context
  const reader = source.pages[Symbol.asyncIterator]()
  try {
    while (stop.reason === undefined) {
      const next = await reader.next()
      if (next.done === true) return
      yield { page: next.value, source }
    }
  } catch (error) {
    stop.endReading(toFailure(error, connectionOf(context, source.export.connection)))
  } finally {
    await reader.return?.()
  }
}

async function* inTurn(sources: readonly AsyncIterable<SourcedPage>[]): AsyncGenerator<SourcedPage> {
  for (const source of sources) yield* source
}

const noticePage = (
  { page, source }: SourcedPage,
  number: number,
  { host, tally, runId }: RunContext,
): void => {
  tally.countCall(source.export.connection)
  tally.countRead(page.records.length)
  const { totalCount } = page
  host.observer.observe({
    type: 'pageRead',
    runId,
    page: number,
    export: source.export.name,
    records: page.records.length,
    ...(totalCount === undefined ? {} : { totalCount }),
  })
  for (const warning of page.warnings ?? []) {
    tally.warn(warning)
    host.observer.observe({ type: 'warning', runId, message: warning })
  }
}
