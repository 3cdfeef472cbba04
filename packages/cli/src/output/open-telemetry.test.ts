import { expect, test } from 'vitest'
import { createLazyTelemetry, openTelemetry } from './open-telemetry.js'

test('runs are traced where an OpenTelemetry SDK was started, and only there', async () => {
  expect(await openTelemetry({})).toBeUndefined()
  expect(await openTelemetry({ [Symbol.for('opentelemetry.js.api.1')]: { version: '1.9.0' } })).toEqual({
    observe: expect.any(Function),
  })
})

test.each([{}, { [Symbol.for('opentelemetry.js.api.1')]: { version: '1.9.0' } }])(
  'a call gives and throws the same, watched or not',
  async process => {
    const telemetry = createLazyTelemetry(process)
    const call = { system: 'netsuite', operation: 'records.get', method: 'GET', route: '/salesOrder/{id}' }
    const answer = telemetry.observe(call, async watch => {
      watch.started(0)
      watch.ended({ status: 200 }, 12)
      return 'the order'
    })
    const failure = telemetry.observe(call, async () => {
      throw new Error('cut off')
    })

    expect(await answer).toBe('the order')
    await expect(failure).rejects.toThrow('cut off')
  },
)
