import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRequestGate, type Priority } from './request-gate.js'

const deferred = () => {
  let finish: () => void = () => undefined
  const promise = new Promise<void>(resolve => {
    finish = resolve
  })
  return { promise, finish: () => finish() }
}

const settle = async () => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
}

test('never more at work than the limit, and everything is done once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 6 }),
      fc.integer({ min: 0, max: 40 }),
      async (maxConcurrent, count) => {
        const gate = createRequestGate({ maxConcurrent })
        let active = 0
        let most = 0
        const answers = await Promise.all(
          Array.from({ length: count }, (_, index) =>
            gate.run(async () => {
              active += 1
              most = Math.max(most, active)
              await Promise.resolve()
              active -= 1
              return index
            }),
          ),
        )
        expect(most).toBeLessThanOrEqual(maxConcurrent)
        expect(answers).toEqual(Array.from({ length: count }, (_, index) => index))
      },
    ),
  )
})

test('a free place goes to the most urgent caller, and to the first among equals', async () => {
  const gate = createRequestGate({ maxConcurrent: 1 })
  const first = deferred()
  const started: string[] = []
  const wait = (name: string, priority: Priority) =>
    gate.run(async () => void started.push(name), { priority })

  const running = gate.run(() => first.promise)
  const others = [
    wait('bulk', 'bulk'),
    wait('normal 1', 'normal'),
    wait('normal 2', 'normal'),
    wait('user', 'interactive'),
  ]
  await settle()
  first.finish()
  await Promise.all([running, ...others])

  expect(started).toEqual(['user', 'normal 1', 'normal 2', 'bulk'])
})

test('a refusal halves the limit, and successes climb back to it and no further', async () => {
  const gate = createRequestGate({ maxConcurrent: 8 })

  gate.refused()
  gate.refused()
  expect(gate.state).toMatchObject({ limit: 2, refusals: 2 })

  for (let call = 0; call < 500; call += 1) await gate.run(async () => call)
  expect(gate.state.limit).toBe(8)
})

test('starts are spread so that no second holds more than the rate', async () => {
  let now = 0
  const clock = {
    now: () => now,
    wait: async (ms: number) => {
      now += ms
    },
  }
  const gate = createRequestGate({ maxConcurrent: 1, maxPerSecond: 4, clock })
  const startedAt: number[] = []

  await Promise.all(Array.from({ length: 5 }, () => gate.run(async () => void startedAt.push(now))))

  expect(startedAt).toEqual([0, 250, 500, 750, 1000])
})

test('a failure frees its place and reaches its caller', async () => {
  const gate = createRequestGate({ maxConcurrent: 1 })

  await expect(gate.run(() => Promise.reject(new Error('refused')))).rejects.toThrow('refused')

  await expect(gate.run(async () => 'next')).resolves.toBe('next')
})
