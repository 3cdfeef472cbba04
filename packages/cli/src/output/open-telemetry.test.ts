import { expect, test } from 'vitest'
import { openTelemetry } from './open-telemetry.js'

test('runs are traced where an OpenTelemetry SDK was started, and only there', async () => {
  expect(await openTelemetry({})).toBeUndefined()
  expect(await openTelemetry({ [Symbol.for('opentelemetry.js.api.1')]: { version: '1.9.0' } })).toEqual({
    observe: expect.any(Function),
  })
})
