import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics'
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base'
import { expect, test } from 'vitest'
import { createMemoryStore } from '../memory-store/create-memory-store.js'
import { runFlow } from '../run/run-flow.js'
import { fakeClock } from '../testing/fake-clock.js'
import { fakeConnector } from '../testing/fake-connector.js'
import { samplePlan } from '../testing/sample-plan.js'
import { runTelemetry } from './run-telemetry.js'

const order = (id: string, status = 'PAID', sku = 'SCARF') => ({
  id,
  status,
  update_time: 1_767_000_000,
  line_items: [{ seller_sku: sku }],
})

test('a run has a span for itself, for each page and for each record, and counts what became of them', async () => {
  const spans = new InMemorySpanExporter()
  const measured = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE)
  const meterProvider = new MeterProvider({
    readers: [new PeriodicExportingMetricReader({ exporter: measured, exportIntervalMillis: 3_600_000 })],
  })
  const clock = fakeClock()
  const observer = runTelemetry({
    tracerProvider: new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] }),
    meterProvider,
    now: clock.now,
  })
  const pages = [[order('1'), order('2', 'UNPAID')], [order('3', 'PAID', 'GONE')]]
  const connections = {
    shop: fakeConnector({ pages }),
    erp: fakeConnector({ lookups: { SCARF: [{ id: '1' }] } }),
  }

  await runFlow(samplePlan(), { connections, store: createMemoryStore(), clock, observer })

  const finished = spans.getFinishedSpans()
  const nameOf = (id: string | undefined) => finished.find(span => span.spanContext().spanId === id)?.name
  expect(
    finished
      .map(({ name, attributes, parentSpanContext }) => [
        name,
        attributes['tiktok_ns.trace_key'],
        attributes['tiktok_ns.outcome'],
        attributes['error.type'],
        nameOf(parentSpanContext?.spanId),
      ])
      .sort(),
  ).toEqual([
    ['flow orders', undefined, undefined, undefined, undefined],
    ['page', undefined, undefined, undefined, 'flow orders'],
    ['page', undefined, undefined, undefined, 'flow orders'],
    ['record', '1', 'written', undefined, 'page'],
    ['record', '2', 'skipped', undefined, 'page'],
    ['record', '3', 'failed', 'missing', 'page'],
  ])
  const run = finished.find(({ name }) => name === 'flow orders')
  expect(run?.attributes).toMatchObject({ 'tiktok_ns.run.state': 'completed', 'tiktok_ns.run.read': 3 })
  await meterProvider.forceFlush()
  const names = measured
    .getMetrics()
    .flatMap(({ scopeMetrics }) =>
      scopeMetrics.flatMap(({ metrics }) => metrics.map(({ descriptor }) => descriptor.name)),
    )
  expect([...new Set(names)].sort()).toEqual([
    'tiktok_ns.pages',
    'tiktok_ns.records',
    'tiktok_ns.run.duration',
    'tiktok_ns.runs',
  ])
  expect(JSON.stringify(finished.map(({ attributes }) => attributes))).not.toContain('GONE')
  await meterProvider.shutdown()
})
