import { expect, test } from 'vitest'
import { ApiError } from './api-error.js'
import { sendWithRetry } from './send-with-retry.js'

const fakeClock = () => {
  const waits: number[] = []
  return { waits, now: () => 0, wait: async (ms: number) => void waits.push(ms) }
}

const unavailable = () => new ApiError({ kind: 'unavailable', message: 'down' })

test('an attempt is made anew until it answers', async () => {
  const clock = fakeClock()
  const attempts: number[] = []

  const answer = await sendWithRetry(
    async attempt => {
      attempts.push(attempt)
      if (attempt < 3) throw unavailable()
      return 'there'
    },
    { repeatable: true, clock, random: () => 0 },
  )

  expect(answer).toBe('there')
  expect(attempts).toEqual([1, 2, 3])
  expect(clock.waits).toEqual([500, 1000])
})

test('what is not worth another try fails at once', async () => {
  const clock = fakeClock()

  const sending = sendWithRetry(
    async () => {
      throw new ApiError({ kind: 'invalid', message: 'wrong field' })
    },
    { repeatable: true, clock },
  )

  await expect(sending).rejects.toThrow('wrong field')
  expect(clock.waits).toEqual([])
})

test('once cancelled, nothing is tried again', async () => {
  const cancel = new AbortController()
  const clock = fakeClock()

  const sending = sendWithRetry(
    async () => {
      cancel.abort()
      throw unavailable()
    },
    { repeatable: true, clock, signal: cancel.signal },
  )

  await expect(sending).rejects.toThrow('down')
  expect(clock.waits).toEqual([])
})
