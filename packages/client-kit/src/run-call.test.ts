import { expect, test } from 'vitest'
import { ApiError } from './api-error.js'
import type { LogFields } from './logger.js'
import { createRequestGate } from './request-gate.js'
import { createCallRunner, type RunnableCall } from './run-call.js'
import type { TransportResponse } from './transport.js'

const planted = 'planted-secret-1234'

const call: RunnableCall = {
  operation: 'records.get',
  method: 'GET',
  route: '/record/v1/customer/{id}',
  repeatable: true,
}

const request = {
  method: 'GET',
  url: `https://erp.example/record/v1/customer/eid:${planted}?sign=${planted}`,
  headers: { authorization: planted },
  timeoutMs: 1_000,
} as const

const clock = { now: () => 0, wait: async () => undefined }

const answer = (status: number): TransportResponse => ({
  status,
  headers: { 'set-cookie': planted },
  body: new TextEncoder().encode(planted),
})

const createLog = () => {
  const lines: { readonly level: string; readonly message: string; readonly fields: LogFields }[] = []
  return {
    lines,
    debug: (message: string, fields: LogFields) => void lines.push({ level: 'debug', message, fields }),
    warn: (message: string, fields: LogFields) => void lines.push({ level: 'warn', message, fields }),
  }
}

test('a call is tried again within the gate, and the log says so without a secret or an id', async () => {
  const logger = createLog()
  const gate = createRequestGate({ maxConcurrent: 2, clock })
  const statuses = [429, 200]
  const run = createCallRunner({
    system: 'netsuite',
    transport: async () => answer(statuses.shift() ?? 500),
    gate,
    clock,
    logger,
  })

  const status = await run(call, async send => {
    const response = await send(request)
    if (response.status === 429)
      throw new ApiError({
        kind: 'rate-limited',
        message: `refused ${planted}`,
        status: 429,
        requestId: 'op-1',
      })
    return response.status
  })

  expect(status).toBe(200)
  expect(gate.state).toMatchObject({ started: 2, refusals: 1, limit: 1 })
  expect(logger.lines).toMatchObject([
    { level: 'debug', message: 'netsuite answered 429 to records.get', fields: { attempt: 1, status: 429 } },
    { level: 'warn', fields: { kind: 'rate-limited', requestId: 'op-1', attempt: 1 } },
    { level: 'debug', message: 'netsuite answered 200 to records.get', fields: { attempt: 2 } },
  ])
  expect(JSON.stringify(logger.lines)).not.toContain(planted)
})

test('a request that breaks is an ApiError for the attempt, and its caller', async () => {
  const run = createCallRunner({
    system: 'netsuite',
    transport: async () => Promise.reject(new TypeError(`fetch failed ${planted}`)),
    gate: createRequestGate({ clock }),
    clock,
    retryPolicy: { maxAttempts: 2, firstDelayMs: 1, maxDelayMs: 1, maxRetryAfterMs: 1 },
  })

  const failure = await run(call, send => send(request)).catch((error: unknown) => error)

  expect(failure).toMatchObject({ kind: 'unavailable', name: 'ApiError' })
  expect(String(failure)).not.toContain(planted)
})
