import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics'
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base'
import { expect, test } from 'vitest'
import { ApiError } from '../api-error.js'
import { createRequestGate } from '../request-gate.js'
import { createCallRunner, type RunnableCall } from '../run-call.js'
import { openTelemetry } from './open-telemetry.js'

const planted = 'planted-secret-1234'

const call: RunnableCall = {
  operation: 'records.upsert',
  method: 'PUT',
  route: '/record/v1/customer/{id}',
  repeatable: true,
}

/** A client's calls to a system that answers with these statuses in turn, watched by OpenTelemetry. */
const callWatched = async (statuses: readonly number[]) => {
  const spans = new InMemorySpanExporter()
  const measured = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE)
  const meterProvider = new MeterProvider({
    readers: [new PeriodicExportingMetricReader({ exporter: measured, exportIntervalMillis: 3_600_000 })],
  })
  const telemetry = openTelemetry({
    tracerProvider: new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] }),
    meterProvider,
  })
  const left = [...statuses]
  const clock = { now: () => 0, wait: async () => undefined }
  const run = createCallRunner({
    system: 'netsuite',
    transport: async () => ({
      status: left.shift() ?? 500,
      headers: { 'x-a': planted },
      body: new TextEncoder().encode(planted),
    }),
    gate: createRequestGate({ clock }),
    clock,
    telemetry,
  })
  const outcome = await run(call, async send => {
    const { status } = await send({
      method: 'PUT',
      url: `https://erp.example/record/v1/customer/eid:${planted}?sign=${planted}`,
      headers: { authorization: planted, cookie: planted },
      body: planted,
      timeoutMs: 1_000,
    })
    if (status < 300) return status
    const kind = status === 429 ? 'rate-limited' : 'invalid'
    throw new ApiError({ kind, status, message: `refused ${planted}`, excerpt: planted })
  }).catch((error: unknown) => error)
  await meterProvider.forceFlush()
  const metrics = Object.fromEntries(
    measured
      .getMetrics()
      .flatMap(({ scopeMetrics }) => scopeMetrics.flatMap(scope => scope.metrics))
      .map(({ descriptor, dataPoints }) => [
        descriptor.name,
        dataPoints.map(({ attributes, value }) => ({
          attributes,
          count: typeof value === 'number' ? value : value.count,
        })),
      ]),
  )
  await meterProvider.shutdown()
  return { outcome, spans: spans.getFinishedSpans(), metrics }
}

const base = {
  'tiktok_ns.system': 'netsuite',
  'tiktok_ns.operation': 'records.upsert',
  'http.request.method': 'PUT',
  'url.template': '/record/v1/customer/{id}',
}

test('one span covers all tries of a call, and metrics count each', async () => {
  const { outcome, spans, metrics } = await callWatched([429, 204])

  expect(outcome).toBe(204)
  expect(spans.map(({ name, attributes }) => ({ name, attributes }))).toEqual([
    {
      name: 'netsuite records.upsert',
      attributes: { ...base, 'http.response.status_code': 204, 'http.request.resend_count': 1 },
    },
  ])
  expect(metrics['tiktok_ns.requests']).toEqual([
    { attributes: { ...base, 'http.response.status_code': 429 }, count: 1 },
    { attributes: { ...base, 'http.response.status_code': 204 }, count: 1 },
  ])
  expect(metrics['tiktok_ns.retries']).toEqual([
    { attributes: { ...base, 'error.type': 'rate-limited' }, count: 1 },
  ])
  expect(metrics['tiktok_ns.refusals']).toEqual([{ attributes: base, count: 1 }])
  expect(metrics['tiktok_ns.gate.wait']).toEqual([{ attributes: base, count: 2 }])
  expect(metrics['tiktok_ns.request.duration']?.map(({ count }) => count)).toEqual([1, 1])
})

test('a failure ends its span with the kind, and with no text that may hold a secret or a name', async () => {
  const { outcome, spans, metrics } = await callWatched([400])

  expect(outcome).toMatchObject({ kind: 'invalid' })
  expect(spans[0]?.attributes).toEqual({
    ...base,
    'http.response.status_code': 400,
    'error.type': 'invalid',
    'http.request.resend_count': 0,
  })
  expect(spans[0]?.events).toEqual([])
  const shown = [spans.map(({ name, attributes, status }) => ({ name, attributes, status })), metrics]
  expect(JSON.stringify(shown)).not.toContain(planted)
})
