import { randomUUID } from 'node:crypto'
import { lastValueFrom, tap } from 'rxjs'
import type { FlowPlan } from '../compile/flow-plan.js'
import type { Failure } from '../failures/failure.js'
import { buildPipeline } from '../pipeline/build-pipeline.js'
import {
  connectionOf,
  createStopSwitch,
  type FlowHost,
  type RunContext,
  toFailure,
} from '../pipeline/run-context.js'
import { systemClock } from '../ports/clock.js'
import type { ExportPage } from '../ports/connector.js'
import { silentObserver } from '../ports/run-observer.js'
import { withFlowLock } from './flow-lock.js'
import type { RunReport } from './run-report.js'
import { createTally } from './tally.js'

/** What a host hands over; what is left out has a sensible default. */
export type FlowHostOptions = Pick<FlowHost, 'connections' | 'store'> & Partial<FlowHost>

export interface RunPagesOptions {
  readonly plan: FlowPlan
  readonly host: FlowHostOptions
  readonly signal?: AbortSignal | undefined
  readonly retrying: boolean
  /** Where the pages come from, and where the cursor stands once all of them are settled. */
  readonly source: (context: RunContext) => Promise<PageSource>
}

export interface PageSource {
  readonly pages: AsyncIterable<ExportPage>
  readonly cursorMs?: number
}

/** One run, from its first page to its report: the shared part of running a flow and of retrying what was parked. */
export const runPages = async ({
  plan,
  host: options,
  signal,
  retrying,
  source,
}: RunPagesOptions): Promise<RunReport> => {
  const host: FlowHost = { clock: systemClock, observer: silentObserver, random: Math.random, ...options }
  const runId = randomUUID()
  return withFlowLock({ host, flow: plan.flow, runId }, async () => {
    const stop = createStopSwitch()
    const cancel = () =>
      stop.halt({
        kind: 'unknown',
        message: 'The run was cancelled',
        hint: 'The next run goes on where this one ended.',
      })
    if (signal?.aborted === true) cancel()
    signal?.addEventListener('abort', cancel, { once: true })
    const startedAtMs = host.clock.now()
    const tally = createTally()
    const context: RunContext = { plan, host, runId, startedAtMs, tally, stop, retrying }
    try {
      await host.store.startRun({ runId, flow: plan.flow, startedAtMs })
      host.observer.observe({ type: 'runStarted', runId, flow: plan.flow })
      const cursorMs = await readToTheEnd(context, source)
      const report = toReport(context)
      await host.store.finishRun({
        runId,
        flow: plan.flow,
        endedAtMs: host.clock.now(),
        report,
        ...(cursorMs === undefined || stop.reason !== undefined ? {} : { cursorMs }),
      })
      host.observer.observe({ type: 'runFinished', report })
      return report
    } finally {
      signal?.removeEventListener('abort', cancel)
    }
  })
}

/** Answers with the new cursor. */
const readToTheEnd = async (
  context: RunContext,
  source: RunPagesOptions['source'],
): Promise<number | undefined> => {
  const { host, tally } = context
  const { pages, cursorMs } = await source(context)
  const outcomes = buildPipeline(untilStopped(pages, context), context).pipe(
    tap(outcome => {
      tally.add(outcome)
      host.observer.observe({ type: 'recordSettled', outcome })
    }),
  )
  await lastValueFrom(outcomes, { defaultValue: undefined })
  return cursorMs
}

/**
 * Pages until there are no more, or the run is to stop.
 *
 * A page that cannot be read stops the run, but is no error of the stream: pages already at work are finished and kept.
 */
async function* untilStopped(
  pages: AsyncIterable<ExportPage>,
  context: RunContext,
): AsyncGenerator<ExportPage> {
  const { stop, plan } = context
  const reader = pages[Symbol.asyncIterator]()
  try {
    while (stop.reason === undefined) {
      const next = await reader.next()
      if (next.done === true) return
      yield next.value
    }
  } catch (error) {
    stop.endReading(toFailure(error, connectionOf(context, plan.export.connection)))
  } finally {
    await reader.return?.()
  }
}

const toReport = ({ plan, host, runId, startedAtMs, tally, stop }: RunContext): RunReport => {
  const stoppedBy: Failure | undefined = stop.reason
  return {
    runId,
    flow: plan.flow,
    state: stoppedBy === undefined ? 'completed' : 'stopped',
    startedAt: new Date(startedAtMs).toISOString(),
    elapsedMs: host.clock.now() - startedAtMs,
    ...tally.totals,
    ...(stoppedBy === undefined ? {} : { stoppedBy }),
  }
}
