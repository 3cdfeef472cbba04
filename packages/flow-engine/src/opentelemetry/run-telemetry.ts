import {
  type Attributes,
  type Context,
  context,
  type MeterProvider,
  metrics,
  type Span,
  SpanStatusCode,
  type TracerProvider,
  trace,
} from '@opentelemetry/api'
import type { RunEvent, RunObserver } from '../ports/run-observer.js'
import type { Outcome } from '../run/outcome.js'

export interface RunTelemetryOptions {
  /** Default: the one your OpenTelemetry set-up registered. */
  readonly tracerProvider?: TracerProvider | undefined
  /** Default: the one your OpenTelemetry set-up registered. */
  readonly meterProvider?: MeterProvider | undefined
  /** Epoch milliseconds now. */
  readonly now?: () => number
}

const scope = 'tiktok-ns'

/** A run that is under way, as spans. */
interface OpenRun {
  readonly flow: string
  readonly span: Span
  readonly inside: Context
  readonly pages: Map<number, { readonly span: Span; readonly inside: Context; readonly startedAtMs: number }>
  readonly startedAtMs: number
}

/**
 * Traces and metrics of runs, for a host's `observer`.
 *
 * A span for each run (`flow orders`), inside it one for each page, inside that one for each record, with its outcome, step and
 * failure kind. Metrics: `tiktok_ns.runs`, `tiktok_ns.run.duration` (seconds), `tiktok_ns.pages`, `tiktok_ns.records`,
 * `tiktok_ns.record.retries`. Attributes hold the trace key and never a record, a message or a secret.
 */
export const runTelemetry = ({
  tracerProvider = trace,
  meterProvider = metrics,
  now = Date.now,
}: RunTelemetryOptions = {}): RunObserver => {
  const tracer = tracerProvider.getTracer(scope)
  const meter = meterProvider.getMeter(scope)
  const instruments = {
    runs: meter.createCounter('tiktok_ns.runs', { description: 'Runs ended, by flow and state' }),
    duration: meter.createHistogram('tiktok_ns.run.duration', {
      unit: 's',
      description: 'From the start of a run to its end',
    }),
    pages: meter.createCounter('tiktok_ns.pages', { description: 'Pages read' }),
    records: meter.createCounter('tiktok_ns.records', { description: 'Records ended, by flow and outcome' }),
    retries: meter.createCounter('tiktok_ns.record.retries', {
      description: 'Tries of a step after its first',
    }),
  }
  const open = new Map<string, OpenRun>()

  const settleRecord = (run: OpenRun, outcome: Outcome, page: number | undefined): void => {
    const from = page === undefined ? undefined : run.pages.get(page)
    const attributes = toAttributes(run.flow, outcome)
    const span = tracer.startSpan(
      'record',
      { startTime: from?.startedAtMs ?? run.startedAtMs, attributes },
      from?.inside ?? run.inside,
    )
    span.setAttribute('tiktok_ns.trace_key', outcome.traceKey)
    if (outcome.status === 'failed') span.setStatus({ code: SpanStatusCode.ERROR })
    span.end(now())
    instruments.records.add(1, attributes)
  }

  const hear = (run: OpenRun, event: Exclude<RunEvent, { readonly type: 'runStarted' }>): void => {
    const { flow } = run
    switch (event.type) {
      case 'pageRead': {
        const attributes = { 'tiktok_ns.flow': flow, 'tiktok_ns.export': event.export }
        const startedAtMs = now()
        const span = tracer.startSpan('page', { startTime: startedAtMs, attributes }, run.inside)
        span.setAttribute('tiktok_ns.page.records', event.records)
        run.pages.set(event.page, { span, inside: trace.setSpan(run.inside, span), startedAtMs })
        instruments.pages.add(1, attributes)
        break
      }
      case 'pageSettled':
        run.pages.get(event.page)?.span.end(now())
        run.pages.delete(event.page)
        break
      case 'recordSettled':
        settleRecord(run, event.outcome, event.page)
        break
      case 'retrying':
        instruments.retries.add(1, {
          'tiktok_ns.flow': flow,
          'tiktok_ns.step': event.step,
          'error.type': event.failure.kind,
        })
        break
      case 'runFinished': {
        const { state, counts, stoppedBy, elapsedMs } = event.report
        const attributes = { 'tiktok_ns.flow': flow, 'tiktok_ns.run.state': state }
        run.span.setAttributes({
          'tiktok_ns.run.state': state,
          'tiktok_ns.run.read': counts.read,
          'tiktok_ns.run.written': counts.written,
          'tiktok_ns.run.skipped': counts.skipped,
          'tiktok_ns.run.failed': counts.failed,
        })
        if (stoppedBy !== undefined) {
          run.span.setAttribute('error.type', stoppedBy.kind)
          run.span.setStatus({ code: SpanStatusCode.ERROR })
        }
        run.span.end(now())
        instruments.runs.add(1, attributes)
        instruments.duration.record(elapsedMs / 1000, attributes)
        open.delete(event.runId)
        break
      }
      case 'warning':
        break
      default:
        event satisfies never
    }
  }

  return {
    observe: event => {
      if (event.type === 'runStarted') {
        const { runId, flow, startedAtMs } = event
        const attributes = { 'tiktok_ns.flow': flow, 'tiktok_ns.run.id': runId }
        const span = tracer.startSpan(`flow ${flow}`, { startTime: startedAtMs, attributes })
        const inside = trace.setSpan(context.active(), span)
        open.set(runId, { flow, span, inside, pages: new Map(), startedAtMs })
        return
      }
      const run = open.get(event.runId)
      if (run !== undefined) hear(run, event)
    },
  }
}

const toAttributes = (flow: string, outcome: Outcome): Attributes => ({
  'tiktok_ns.flow': flow,
  'tiktok_ns.outcome': outcome.status,
  ...(outcome.status === 'written' ? {} : { 'tiktok_ns.step': outcome.step }),
  ...(outcome.status === 'failed' ? { 'error.type': outcome.failure.kind } : {}),
})
