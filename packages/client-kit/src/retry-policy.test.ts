import fc from 'fast-check'
import { expect, test } from 'vitest'
import { failureKinds } from './failure-kind.js'
import { decideRetry, defaultRetryPolicy } from './retry-policy.js'

const question = {
  kind: 'unavailable',
  attempt: 1,
  repeatable: true,
  outcomeUnknown: false,
  random: 0.5,
} as const

test('waits double from the first delay up to the longest one', () => {
  const policy = { ...defaultRetryPolicy, maxAttempts: 10 }

  const waits = [1, 2, 3, 4, 9].map(attempt => decideRetry(policy, { ...question, attempt, random: 1 }))

  expect(waits.map(answer => (answer.retry ? answer.waitMs : 'no'))).toEqual([1000, 2000, 4000, 8000, 60000])
})

test('what the vendor asks for is waited for, unless it is too long', () => {
  expect(decideRetry(defaultRetryPolicy, { ...question, retryAfterMs: 3_000 })).toEqual({
    retry: true,
    waitMs: 3_000,
  })
  expect(decideRetry(defaultRetryPolicy, { ...question, retryAfterMs: 9_000_000 })).toEqual({ retry: false })
})

test('a write whose outcome is unknown is tried again only when repeating it does no harm', () => {
  const unsure = { ...question, outcomeUnknown: true }

  expect(decideRetry(defaultRetryPolicy, { ...unsure, repeatable: false })).toEqual({ retry: false })
  expect(decideRetry(defaultRetryPolicy, { ...unsure, repeatable: true }).retry).toBe(true)
})

test('attempts are bounded and waits are never negative nor over the limit, whatever is asked', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...failureKinds),
      fc.integer({ min: 1, max: 50 }),
      fc.boolean(),
      fc.boolean(),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (kind, attempt, repeatable, outcomeUnknown, random) => {
        const answer = decideRetry(defaultRetryPolicy, { kind, attempt, repeatable, outcomeUnknown, random })
        if (attempt >= defaultRetryPolicy.maxAttempts) expect(answer.retry).toBe(false)
        if (answer.retry) {
          expect(answer.waitMs).toBeGreaterThanOrEqual(0)
          expect(answer.waitMs).toBeLessThanOrEqual(defaultRetryPolicy.maxDelayMs)
        }
      },
    ),
  )
})
