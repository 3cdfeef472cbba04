import { randomUUID } from 'node:crypto'
import { lastValueFrom, tap } from 'rxjs'
import { onlyExport } from '../check/export-spec.js'
import type { FlowPlan } from '../compile/flow-plan.js'
import { versionOf } from '../compile/version-of.js'
import { type Failure, failureKinds } from '../failures/failure.js'
import { completeHost, createRunContext, type FlowHostOptions } from '../pipeline/create-run-context.js'
import { cursorName, type PageSource } from '../pipeline/open-exports.js'
import { createStopSwitch, type RunContext } from '../pipeline/run-context.js'
import { settlePages } from '../pipeline/settle-pages.js'
import { withFlowLock } from './flow-lock.js'
import type { RunReason } from './run-reason.js'
import type { RunReport } from './run-report.js'

export interface RunPagesOptions {
  readonly plan: FlowPlan
  readonly host: FlowHostOptions
  readonly signal?: AbortSignal | undefined
  readonly reason: RunReason | undefined
  readonly retrying: boolean
  /** Makes documents anew that an earlier run has made and that are not there any more. */
  readonly makeAgain?: boolean | undefined
  /** Where the pages come from, and where each cursor stands once all of them are settled. */
  readonly sources: (context: RunContext) => Promise<readonly PageSource[]>
}

/** One run, from its first page to its report: the shared part of running a flow and of retrying what was parked. */
export const runPages = async ({
  plan,
  host: options,
  signal,
  reason,
  retrying,
  makeAgain = false,
  sources: open,
}: RunPagesOptions): Promise<RunReport> => {
  const host = completeHost(options)
  const runId = randomUUID()
  return withFlowLock({ host, flow: plan.flow, runId }, async () => {
    const stop = createStopSwitch()
    const cancel = () => stop.halt(toReason(signal?.reason))
    if (signal?.aborted === true) cancel()
    signal?.addEventListener('abort', cancel, { once: true })
    const context = createRunContext({ plan, host, runId, stop, retrying, makeAgain })
    try {
      const because = reason === undefined ? {} : { reason }
      await host.store.startRun({
        runId,
        flow: plan.flow,
        startedAtMs: context.startedAtMs,
        version: versionOf(plan),
        ...because,
      })
      host.observer.observe({
        type: 'runStarted',
        runId,
        flow: plan.flow,
        startedAtMs: context.startedAtMs,
      })
      const sources = await open(context)
      await settleAll(sources, context)
      const moved = stop.reason === undefined ? movedCursors(sources) : []
      // The flow's own cursor moves with its run's end, in one transaction; others move before: read again, they would do no harm.
      for (const {
        export: { name },
        cursorMs,
      } of moved)
        if (name !== onlyExport) await host.store.writeCursor(cursorName(plan.flow, { name }), cursorMs)
      const cursorMs = moved.find(source => source.export.name === onlyExport)?.cursorMs
      const report = { ...toReport(context), ...because }
      await host.store.finishRun({
        runId,
        flow: plan.flow,
        endedAtMs: host.clock.now(),
        report,
        ...(cursorMs === undefined ? {} : { cursorMs }),
      })
      host.observer.observe({ type: 'runFinished', runId, report })
      return report
    } finally {
      signal?.removeEventListener('abort', cancel)
    }
  })
}

export const cancelled: Failure = {
  kind: 'unknown',
  message: 'The run was cancelled',
  hint: 'The next run goes on where this one ended.',
}

/** Who cancels a run may say why, with a failure; an ordinary abort says nothing. */
const toReason = (reason: unknown): Failure => (isFailure(reason) ? reason : cancelled)

const isFailure = (reason: unknown): reason is Failure =>
  typeof reason === 'object' &&
  reason !== null &&
  'kind' in reason &&
  failureKinds.some(kind => kind === reason.kind) &&
  'message' in reason &&
  typeof reason.message === 'string'

const settleAll = async (sources: readonly PageSource[], context: RunContext): Promise<void> => {
  const { tally, stop } = context
  const outcomes = settlePages(sources, context).pipe(tap(outcome => tally.add(outcome)))
  await lastValueFrom(outcomes, { defaultValue: undefined })
  const contradictions = tally.contradictions()
  if (contradictions.length > 0) {
    stop.endReading({
      kind: 'unknown',
      message: `The counts of this run do not add up: ${contradictions.join('; ')}`,
      hint: 'This is a fault in the engine: please report it. The cursor has not moved, so everything is read again.',
    })
  }
}

const movedCursors = (sources: readonly PageSource[]) =>
  sources.flatMap(source => (source.cursorMs === undefined ? [] : [{ ...source, cursorMs: source.cursorMs }]))

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
