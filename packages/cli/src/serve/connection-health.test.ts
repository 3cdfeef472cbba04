import { type Connector, createMemoryStore, type Failure, runFlow } from '@tiktok-ns/flow-engine'
import { expect, test, vi } from 'vitest'
import { fakeRunner, samplePlan } from '../testing/fake-runner.js'
import { type ConnectionState, createConnectionHealth } from './connection-health.js'
import { patientQueue, retryAfterOutage } from './patient-queue.js'
import { createPauseGate } from './pause-gate.js'
import { createRunQueue } from './run-queue.js'

/** A clock whose waits last until the test lets them go. */
const handClock = () => {
  let nowMs = Date.UTC(2026, 10, 26)
  const waits: { readonly ms: number; go(): void }[] = []
  return {
    now: () => nowMs,
    wait: (ms: number, signal?: AbortSignal) =>
      new Promise<void>((resolve, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
        waits.push({
          ms,
          go: () => {
            nowMs += ms
            resolve()
          },
        })
      }),
    waits,
  }
}

const down: Failure = { kind: 'unavailable', message: 'no answer', hint: 'Wait.' }

/** A system that can be switched off. */
const fakeSystem = () => {
  const system = { down: false, failure: down, probes: 0 }
  const answer = () => {
    if (system.down) throw system.failure
  }
  const connector: Connector = {
    description: {
      name: 'erp',
      title: 'ERP',
      settings: {},
      resources: {},
      lookups: {},
      imports: {},
      webhooks: {},
    },
    async *exportPages() {
      answer()
      yield { records: [{ id: '1' }] }
    },
    lookupMany: async () => {
      answer()
      return []
    },
    importMany: async ({ items }) =>
      items.map(() =>
        system.down
          ? { status: 'failed', failure: system.failure }
          : { status: 'written', change: 'created', ref: '1', answer: {} },
      ),
    probe: async () => {
      system.probes += 1
      return [
        { ok: false, subject: 'record customer', message: 'not this one' },
        system.down
          ? { ok: false, subject: 'connection', message: system.failure.message, next: 'Wait.' }
          : { ok: true, subject: 'connection', message: 'works' },
      ]
    },
    toFailure: error =>
      error === system.failure ? system.failure : { kind: 'unknown', message: String(error) },
  }
  return { system, connector }
}

const open = () => {
  const clock = handClock()
  const stopping = new AbortController()
  const events: string[] = []
  const note = (what: string) => (state: ConnectionState) => void events.push(`${what} ${state.connection}`)
  const health = createConnectionHealth({
    clock,
    signal: stopping.signal,
    onLost: note('lost'),
    onBack: note('back'),
  })
  const { system, connector } = fakeSystem()
  const erp = health.watch('books', connector)
  const lookUp = () =>
    erp.lookupMany({ lookup: 'x', keys: ['1'] }, { signal: stopping.signal }).catch(() => [])
  return { clock, health, system, erp, lookUp, events, stopping }
}

test('a few failures in a row are looked into, and only a probe that fails says that a connection is lost', async () => {
  const { health, system, lookUp, events, clock } = open()
  system.down = true
  await lookUp()
  await lookUp()
  expect(system.probes).toBe(0)

  await lookUp()

  await vi.waitFor(() => expect(events).toEqual(['lost books']))
  expect(health.states()).toEqual([
    {
      connection: 'books',
      state: 'lost',
      since: '2026-11-26T00:00:00.000Z',
      why: 'no answer',
      next: 'Wait.',
      nextProbeAt: '2026-11-26T00:00:15.000Z',
    },
  ])
  expect(clock.waits.map(({ ms }) => ms)).toEqual([15_000])
})

test('failures between answers, and failures that are answers, say nothing about the connection', async () => {
  const { system, erp, lookUp, stopping } = open()
  const write = () =>
    erp.importMany(
      { target: 't', operation: 'create', items: [{ payload: {}, idempotencyKey: 'k' }] },
      { signal: stopping.signal },
    )
  for (let round = 0; round < 3; round += 1) {
    system.down = true
    await lookUp()
    await write()
    system.down = false
    await lookUp()
  }
  system.down = true
  system.failure = { kind: 'invalid', message: 'no such entity' }
  for (let round = 0; round < 5; round += 1) await write()

  expect(system.probes).toBe(0)
})

test('a lost connection is probed with growing pauses until it answers', async () => {
  const { health, system, lookUp, events, clock } = open()
  system.down = true
  system.failure = { kind: 'auth', message: 'the token is gone' }
  await lookUp()
  for (const count of [1, 2, 3, 4, 5, 6, 7]) {
    await vi.waitFor(() => expect(clock.waits).toHaveLength(count))
    clock.waits.at(-1)?.go()
  }
  await vi.waitFor(() => expect(clock.waits).toHaveLength(8))
  expect(clock.waits.map(({ ms }) => ms / 1_000)).toEqual([15, 30, 60, 120, 240, 480, 900, 900])

  system.down = false
  clock.waits.at(-1)?.go()

  await vi.waitFor(() => expect(events).toEqual(['lost books', 'back books']))
  expect(health.states()).toMatchObject([{ connection: 'books', state: 'up' }])
})

test('a run that meets an outage stops with nothing parked, and flows wait until the connection is back', async () => {
  const { health, system, erp, lookUp, clock, stopping } = open()
  const started = fakeRunner()
  const queue = createRunQueue(started)
  const pauses = createPauseGate(createMemoryStore())
  const { signal } = stopping
  const patient = patientQueue({ queue, health, pauses, connectionsOf: () => ['books'], signal })
  const loss = health.lossOf(['books'])
  system.down = true
  for (let call = 0; call < 3; call += 1) await lookUp()
  await vi.waitFor(() => expect(loss.aborted).toBe(true))

  const report = await runFlow(
    samplePlan('orders'),
    { connections: { erp }, store: createMemoryStore() },
    { signal: loss },
  )
  expect(report).toMatchObject({
    state: 'stopped',
    stoppedBy: { kind: 'unavailable', message: 'The connection books is lost: no answer', hint: 'Wait.' },
  })

  const waiting = patient.run(samplePlan('orders'), { reason: 'schedule' })
  await Promise.resolve()
  expect(started.started).toEqual([])
  system.down = false
  clock.waits.at(-1)?.go()
  await waiting
  expect(started.started).toEqual(['orders: schedule'])
})

test('what an outage has parked is tried again when it is over', async () => {
  const store = createMemoryStore()
  const park = (flow: string, kind: 'unavailable' | 'invalid') =>
    store.settlePage({
      runId: 'r',
      flow,
      settledAtMs: 1,
      records: [
        {
          traceKey: '1',
          fingerprint: 'f',
          status: 'failed',
          writes: [],
          parked: { step: 's', failure: { kind, message: 'm' }, record: {}, recordId: '1' },
        },
      ],
    })
  await park('orders', 'unavailable')
  await park('returns', 'invalid')
  const runner = fakeRunner()

  await retryAfterOutage([samplePlan('orders'), samplePlan('returns')], {
    store,
    queue: createRunQueue(runner),
  })

  expect(runner.started).toEqual(['orders: retry'])
})
