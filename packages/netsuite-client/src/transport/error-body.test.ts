import { readFileSync } from 'node:fs'
import { createRedactor, type FailureKind } from '@tiktok-ns/client-kit'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { toApiError } from './error-body.js'

const { errors } = z
  .looseObject({
    errors: z.array(z.looseObject({ case: z.string(), status: z.number(), body: z.unknown() })),
  })
  .parse(JSON.parse(readFileSync(new URL('../../reference/examples/errors.json', import.meta.url), 'utf8')))

const kinds: Readonly<Record<string, FailureKind>> = {
  'invalid-login': 'auth',
  'record-not-found': 'missing',
  'transaction-not-found': 'missing',
  'unknown-record-type': 'invalid',
  'invalid-field-value': 'invalid',
  'missing-mandatory': 'invalid',
  'duplicate-entity': 'duplicate',
  'duplicate-record': 'duplicate',
  'malformed-body': 'invalid',
  'invalid-reference': 'invalid',
  'invalid-q': 'invalid',
  'bad-offset': 'invalid',
  'expand-with-fields': 'invalid',
  'insufficient-permission': 'permission',
  'suiteql-unknown-table': 'invalid',
  'suiteql-unknown-column': 'invalid',
  'suiteql-not-exposed': 'invalid',
  'suiteql-missing-prefer': 'invalid',
  concurrency: 'rate-limited',
  'unexpected-error': 'unavailable',
  'idempotency-conflict': 'duplicate',
  'deposit-auto-apply-failed': 'conflict',
}

const doneAllTheSame = new Set(['deposit-auto-apply-failed'])

const response = (status: number, body: string) => ({
  status,
  headers: { 'x-n-operationid': 'op-1' },
  body: Buffer.from(body),
})
const context = {
  request: 'POST /services/rest/record/v1/salesOrder',
  redactor: createRedactor(['planted-secret']),
  writes: true,
}

test.each(errors)('$case', ({ case: name, status, body }) => {
  const error = toApiError(response(status, JSON.stringify(body)), context)

  expect(error).toMatchObject({
    kind: kinds[name],
    status,
    requestId: 'op-1',
    outcomeUnknown: status >= 500 || doneAllTheSame.has(name),
  })
  expect(error.hint).toBeTruthy()
  expect(error.details.length).toBeGreaterThan(0)
})

test('HTML from a proxy is survived, shortened, and holds no secret', () => {
  const error = toApiError(
    response(503, `<html>maintenance planted-secret ${'x'.repeat(5_000)}</html>`),
    context,
  )

  expect(error).toMatchObject({ kind: 'unavailable', outcomeUnknown: true })
  expect(error.excerpt).toMatch(/^<html>maintenance \*\*\* x+…$/)
})

test('a RESTlet has an error body of its own', () => {
  const error = toApiError(
    response(400, '{"error":{"code":"SSS_REQUEST_LIMIT_EXCEEDED","message":"too many"}}'),
    context,
  )

  expect(error).toMatchObject({ kind: 'rate-limited', code: 'SSS_REQUEST_LIMIT_EXCEEDED' })
})

test('a refusal that broke off on its way says nothing about the record', () => {
  const cut = {
    ...response(400, '{"o:errorDetails":[{"detail":"This record alr'),
    headers: { 'content-type': 'application/vnd.oracle.resource+json' },
  }

  expect(toApiError(cut, context)).toMatchObject({ kind: 'unavailable', outcomeUnknown: true, status: 400 })
})
