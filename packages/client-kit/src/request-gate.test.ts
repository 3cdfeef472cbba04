import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ApiError } from './api-error.js'
import type { Priority } from './fair-queue.js'
import { createRequestGate, type RequestGate } from './request-gate.js'
import { createVirtualClock, type VirtualClock } from './testing/virtual-clock.js'

const refusal = () => new ApiError({ kind: 'rate-limited', message: 'too much at once' })

/** A system that refuses what comes while `limit` requests are at work. */
const createServer = (clock: VirtualClock, limit: number, latencyMs = 100) => {
  let active = 0
  return async (): Promise<void> => {
    if (active >= limit) throw refusal()
    active += 1
    await clock.wait(latencyMs)
    active -= 1
  }
}

/** Calls until it is let in, as a retry would. */
const insist = async (gate: RequestGate, clock: VirtualClock, call: () => Promise<void>): Promise<void> => {
  for (;;) {
    const done = await gate.run(call).then(
      () => true,
      () => false,
    )
    if (done) return
    await clock.wait(1_000)
  }
}

const priority = fc.constantFrom<Priority>('interactive', 'normal', 'bulk')

const arrivals = fc.array(
  fc.record({
    atMs: fc.integer({ min: 0, max: 500 }),
    takesMs: fc.integer({ min: 0, max: 80 }),
    caller: fc.constantFrom('orders', 'stock', 'books'),
    priority,
    fails: fc.constantFrom('no', 'refused', 'broken'),
  }),
  { maxLength: 60 },
)

test('whatever arrives, the limit and the rate hold, everything is done once, and every place is given back', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 6 }),
      fc.option(fc.integer({ min: 5, max: 100 }), { nil: undefined }),
      arrivals,
      async (maxConcurrent, maxPerSecond, calls) => {
        const clock = createVirtualClock()
        const gate = createRequestGate({ maxConcurrent, maxPerSecond, clock })
        const startedAt: number[] = []
        let active = 0
        const running = calls.map(async ({ atMs, takesMs, fails, ...options }) => {
          await clock.wait(atMs)
          return gate.run(async () => {
            active += 1
            startedAt.push(clock.now())
            // Looked at when something starts: a halving lets what is at work finish.
            expect(active).toBeLessThanOrEqual(gate.state.limit)
            await clock.wait(takesMs)
            active -= 1
            if (fails === 'refused') throw refusal()
            if (fails === 'broken') throw new Error('broken')
          }, options)
        })
        const ends = Promise.allSettled(running)
        await clock.runAll()

        const outcomes = await ends
        expect(outcomes.map(({ status }) => status)).toEqual(
          calls.map(({ fails }) => (fails === 'no' ? 'fulfilled' : 'rejected')),
        )
        expect(startedAt).toHaveLength(calls.length)
        expect(gate.state).toMatchObject({ active: 0, waiting: 0, started: calls.length })
        if (maxPerSecond !== undefined) {
          startedAt.forEach((first, index) => {
            startedAt.slice(index + 1).forEach((later, between) => {
              expect(later - first).toBeGreaterThanOrEqual((between + 1) * (1000 / maxPerSecond) - 1 - 1e-6)
            })
          })
        }
      },
    ),
  )
})

test('callers of one priority take turns, however much each has waiting', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 5 }),
      fc.integer({ min: 1, max: 4 }),
      async (counts, maxConcurrent) => {
        const clock = createVirtualClock()
        const gate = createRequestGate({ maxConcurrent, clock })
        const started: number[] = []
        const fill = Array.from({ length: maxConcurrent }, () => gate.run(() => clock.wait(10)))
        const runs = counts.flatMap((count, caller) =>
          Array.from({ length: count }, () =>
            gate.run(
              async () => {
                started.push(caller)
                await clock.wait(1)
              },
              { caller: String(caller) },
            ),
          ),
        )
        await clock.runAll()
        await Promise.all([...fill, ...runs])

        const served = counts.map(() => 0)
        for (const caller of started) {
          served[caller] = (served[caller] ?? 0) + 1
          // Nobody who still waits is more than one turn behind anybody else.
          const most = Math.max(...served)
          counts.forEach((count, other) => {
            const had = served[other] ?? 0
            if (had < count) expect(had).toBeGreaterThanOrEqual(most - 1)
          })
        }
      },
    ),
  )
})

test('the most urgent goes first, and bulk gets one turn in seventeen even while urgent calls never end', async () => {
  const clock = createVirtualClock()
  const gate = createRequestGate({ maxConcurrent: 1, clock })
  const started: Priority[] = []
  const enter = (urgency: Priority) =>
    gate.run(
      async () => {
        started.push(urgency)
        await clock.wait(1)
      },
      { priority: urgency },
    )

  const running = [
    gate.run(() => clock.wait(1)),
    ...Array.from({ length: 3 }, () => enter('bulk')),
    ...Array.from({ length: 60 }, () => enter('interactive')),
  ]
  await clock.runAll()
  await Promise.all(running)

  expect(started.slice(0, 16)).toEqual(Array.from({ length: 16 }, () => 'interactive'))
  expect(started.flatMap((urgency, index) => (urgency === 'bulk' ? [index] : []))).toEqual([16, 33, 50])
})

test('a burst of refusals halves the limit once; refusals after it halve it again', async () => {
  const clock = createVirtualClock()
  const gate = createRequestGate({ maxConcurrent: 8, clock })
  const burst = () =>
    Promise.allSettled(
      Array.from({ length: gate.state.limit }, () => gate.run(() => Promise.reject(refusal()))),
    )

  await burst()
  expect(gate.state).toMatchObject({ limit: 4, refusals: 8 })

  await burst()
  expect(gate.state).toMatchObject({ limit: 2, refusals: 12 })
})

test('successes climb back to the maximum and no further', async () => {
  const clock = createVirtualClock()
  const gate = createRequestGate({ maxConcurrent: 8, clock })
  await gate.run(() => Promise.reject(refusal())).catch(() => undefined)

  for (let call = 0; call < 60; call += 1) await gate.run(async () => call)
  expect(gate.state.limit).toBe(7)

  // What was refused is tried again after five minutes, or after very many successes.
  await Promise.all([clock.wait(300_000), clock.runAll()])
  for (let call = 0; call < 60; call += 1) await gate.run(async () => call)
  expect(gate.state.limit).toBe(8)
})

test('a limit set too high is found out with fewer than one refusal in a thousand, and all places are used', async () => {
  const clock = createVirtualClock()
  const limit = 5
  const latencyMs = 100
  const gate = createRequestGate({ maxConcurrent: 6, clock })
  const call = createServer(clock, limit, latencyMs)
  const calls = 3_000

  const all = Promise.all(Array.from({ length: calls }, () => insist(gate, clock, call)))
  await clock.runAll()
  await all

  expect(gate.state.refusals / calls).toBeLessThan(0.001)
  expect(clock.now()).toBeLessThanOrEqual(1.05 * ((calls * latencyMs) / limit))
})

test('with the right limit a run takes as long as the limit asks for, and nothing is refused', async () => {
  const clock = createVirtualClock()
  const gate = createRequestGate({ maxConcurrent: 5, clock })
  const call = createServer(clock, 5)

  const all = Promise.all(Array.from({ length: 1_000 }, () => insist(gate, clock, call)))
  await clock.runAll()
  await all

  expect(gate.state.refusals).toBe(0)
  expect(clock.now()).toBe((1_000 * 100) / 5)
})

test('starts are spread so that no second holds more than the rate', async () => {
  const clock = createVirtualClock()
  const gate = createRequestGate({ maxConcurrent: 1, maxPerSecond: 4, clock })
  const startedAt: number[] = []

  const all = Promise.all(
    Array.from({ length: 5 }, () => gate.run(async () => void startedAt.push(clock.now()))),
  )
  await clock.runAll()
  await all

  expect(startedAt).toEqual([0, 250, 500, 750, 1000])
})

test('a clock that stands still after a wait holds nothing up', async () => {
  const waits: number[] = []
  const clock = { now: () => 0, wait: async (ms: number) => void waits.push(ms) }
  const gate = createRequestGate({ maxPerSecond: 4, clock })

  await Promise.all(Array.from({ length: 3 }, () => gate.run(async () => undefined)))

  expect(waits).toEqual([250, 500])
})

test('who gives up leaves the line at once, and takes nobody else with him', async () => {
  const clock = createVirtualClock()
  const gate = createRequestGate({ maxConcurrent: 1, clock })
  const cancel = new AbortController()

  const first = gate.run(() => clock.wait(100))
  const second = gate.run(async () => 'never', { signal: cancel.signal })
  const third = gate.run(async () => 'done')
  cancel.abort(new Error('no longer wanted'))

  await expect(second).rejects.toThrow('no longer wanted')
  expect(gate.state).toMatchObject({ active: 1, waiting: 1 })
  await clock.runAll()
  await first
  await expect(third).resolves.toBe('done')
})

test('a failure frees its place and reaches its caller', async () => {
  const gate = createRequestGate({ maxConcurrent: 1 })

  await expect(gate.run(() => Promise.reject(new Error('refused')))).rejects.toThrow('refused')

  await expect(gate.run(async () => 'next')).resolves.toBe('next')
})

test.each([0, -1, 1.5, Number.NaN])('a gate of %s places is a mistake, and says so', maxConcurrent => {
  expect(() => createRequestGate({ maxConcurrent })).toThrow('maxConcurrent must be a whole number from 1')
})
