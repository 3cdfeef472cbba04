import {
  ApiError,
  type Clock,
  excerptOf,
  isApiError,
  type Priority,
  type Redactor,
  type RequestGate,
  type RetryPolicy,
  sendWithRetry,
  type Transport,
  toTransportError,
} from '@tiktok-ns/client-kit'
import type { Authorize } from '../auth/authorize.js'
import { toApiError } from './error-body.js'

export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** After `/services/rest`. */
  readonly path: string
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** True when doing it twice does no harm. */
  readonly repeatable: boolean
  readonly signal?: AbortSignal | undefined
  readonly priority?: Priority | undefined
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** Parsed JSON; undefined when the body is empty. */
  readonly body: unknown
}

export type Caller = (call: Call) => Promise<Answer>

export interface CallerOptions {
  readonly restUrl: string
  readonly authorize: Authorize
  readonly transport: Transport
  readonly gate: RequestGate
  readonly clock: Clock
  readonly redactor: Redactor
  readonly retryPolicy?: RetryPolicy | undefined
  readonly timeoutMs: number
}

/** Sends calls: signed afresh for every try, within the account's concurrency. */
export const createCaller = (options: CallerOptions): Caller => {
  const { gate, clock, redactor } = options

  const attempt = async (call: Call): Promise<Answer> => {
    const url = toUrl(options.restUrl, call)
    const body = call.body === undefined ? undefined : JSON.stringify(call.body)
    const request = {
      method: call.method,
      url,
      headers: {
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...call.headers,
        authorization: await options.authorize({ method: call.method, url }),
      },
      timeoutMs: options.timeoutMs,
      ...(body === undefined ? {} : { body }),
      ...(call.signal === undefined ? {} : { signal: call.signal }),
    }
    const response = await options.transport(request).catch((error: unknown) => {
      throw toTransportError(error, request)
    })
    const context = {
      request: `${call.method} /services/rest${call.path}`,
      redactor,
      writes: !call.repeatable,
    }
    if (response.status >= 300) throw toApiError(response, context)
    return { status: response.status, headers: response.headers, body: parseBody(response.body, context) }
  }

  return call => {
    const send = () =>
      gate.run(
        () =>
          attempt(call).catch((error: unknown) => {
            if (isApiError(error) && error.kind === 'rate-limited') gate.refused()
            throw error
          }),
        { signal: call.signal, priority: call.priority },
      )
    return sendWithRetry(send, {
      repeatable: call.repeatable,
      clock,
      signal: call.signal,
      policy: options.retryPolicy,
    })
  }
}

const toUrl = (restUrl: string, { path, query = {} }: Call): string => {
  const parameters = Object.entries(query)
    .filter((entry): entry is [string, string | number | boolean] => entry[1] !== undefined)
    // `%20`, not `+`, for a space: NetSuite's signature check does not read `+` as one.
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`)
  return `${restUrl}/services/rest${path}${parameters.length === 0 ? '' : `?${parameters.join('&')}`}`
}

const parseBody = (
  body: Uint8Array,
  {
    request,
    redactor,
    writes,
  }: { readonly request: string; readonly redactor: Redactor; readonly writes: boolean },
): unknown => {
  if (body.length === 0) return undefined
  try {
    return JSON.parse(new TextDecoder().decode(body))
  } catch (cause) {
    throw new ApiError({
      kind: 'unavailable',
      message: 'NetSuite answered with something that is no JSON',
      hint: 'Tried again where that is safe; if it goes on, a proxy may stand between.',
      request,
      outcomeUnknown: writes,
      excerpt: excerptOf(body, redactor),
      cause,
    })
  }
}
