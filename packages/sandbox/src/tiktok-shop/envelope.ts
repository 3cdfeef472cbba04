import { randomBytes } from 'node:crypto'
import type { Json } from '../json.js'
import { ApiRefusal } from './api-refusal.js'

/** Success. `data` may be left out on writes that return nothing. */
export const toSuccess = (data: Json | undefined, nowMs: number): Response =>
  toResponse(200, { code: 0, message: 'Success', request_id: createRequestId(nowMs), data: data ?? {} })

/** A refusal, with HTTP 200 unless the code has a status of its own or the sandbox was set otherwise. */
export const toFailure = (refusal: ApiRefusal, nowMs: number, businessErrorStatus: number): Response =>
  toResponse(refusal.httpStatus ?? businessErrorStatus, {
    code: refusal.code,
    message: refusal.message,
    request_id: createRequestId(nowMs),
    data: null,
  })

const toResponse = (status: number, envelope: Json): Response =>
  new Response(JSON.stringify(envelope), { status, headers: { 'content-type': 'application/json' } })

/** Time to the second and twenty hex digits, as in the platform's own ids. */
const createRequestId = (nowMs: number): string =>
  new Date(nowMs).toISOString().replace(/[-:T]|\..*/g, '') + randomBytes(10).toString('hex').toUpperCase()

export const isApiRefusal = (error: unknown): error is ApiRefusal => error instanceof ApiRefusal
