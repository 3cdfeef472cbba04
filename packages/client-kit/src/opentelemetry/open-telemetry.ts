import {
  type Attributes,
  type MeterProvider,
  metrics,
  type Span,
  SpanKind,
  SpanStatusCode,
  type TracerProvider,
  trace,
} from '@opentelemetry/api'
import { isApiError } from '../api-error.js'
import type { CallSummary, CallWatch, Telemetry } from '../telemetry.js'

export interface OpenTelemetryOptions {
  /** Default: the one your OpenTelemetry set-up registered. */
  readonly tracerProvider?: TracerProvider | undefined
  /** Default: the one your OpenTelemetry set-up registered. */
  readonly meterProvider?: MeterProvider | undefined
}

const scope = 'tiktok-ns'

/**
 * Traces and metrics of a client's calls.
 *
 * One span for each call, named by system and operation, over all its tries, with method, route, status, failure kind and number of
 * retries. Metrics, with the same attributes: `tiktok_ns.requests`, `tiktok_ns.request.duration` (seconds),
 * `tiktok_ns.retries`, `tiktok_ns.refusals`, `tiktok_ns.gate.wait` (seconds). Attributes never hold a secret, an id or a buyer's data.
 */
export const openTelemetry = ({
  tracerProvider = trace,
  meterProvider = metrics,
}: OpenTelemetryOptions = {}): Telemetry => {
  const tracer = tracerProvider.getTracer(scope)
  const meter = meterProvider.getMeter(scope)
  const instruments = {
    requests: meter.createCounter('tiktok_ns.requests', { description: 'Requests sent, every try counted' }),
    duration: meter.createHistogram('tiktok_ns.request.duration', {
      unit: 's',
      description: 'Time from sending a request to its end',
    }),
    retries: meter.createCounter('tiktok_ns.retries', { description: 'Tries after the first' }),
    refusals: meter.createCounter('tiktok_ns.refusals', { description: 'Refusals for too much at once' }),
    gateWait: meter.createHistogram('tiktok_ns.gate.wait', {
      unit: 's',
      description: 'Time that a request waited for its turn',
    }),
  }

  const watchCall = (span: Span, attributes: Attributes): CallWatch & { readonly retries: number } => {
    let retries = 0
    return {
      started: waitedMs => instruments.gateWait.record(waitedMs / 1000, attributes),
      ended: (end, durationMs) => {
        const what =
          'status' in end ? { 'http.response.status_code': end.status } : { 'error.type': end.kind }
        instruments.requests.add(1, { ...attributes, ...what })
        instruments.duration.record(durationMs / 1000, { ...attributes, ...what })
        if ('status' in end) span.setAttribute('http.response.status_code', end.status)
      },
      refused: () => instruments.refusals.add(1, attributes),
      retried: kind => {
        retries += 1
        instruments.retries.add(1, { ...attributes, 'error.type': kind })
      },
      get retries() {
        return retries
      },
    }
  }

  return {
    observe: (call, work) => {
      const attributes = toAttributes(call)
      const name = `${call.system} ${call.operation}`
      return tracer.startActiveSpan(name, { kind: SpanKind.CLIENT, attributes }, async span => {
        const watch = watchCall(span, attributes)
        try {
          return await work(watch)
        } catch (error) {
          // The kind alone: a message may repeat what the vendor wrote about a buyer.
          span.setAttribute('error.type', isApiError(error) ? error.kind : 'unknown')
          span.setStatus({ code: SpanStatusCode.ERROR })
          throw error
        } finally {
          span.setAttribute('http.request.resend_count', watch.retries)
          span.end()
        }
      })
    },
  }
}

const toAttributes = ({ system, operation, method, route }: CallSummary): Attributes => ({
  'tiktok_ns.system': system,
  'tiktok_ns.operation': operation,
  'http.request.method': method,
  'url.template': route,
})
