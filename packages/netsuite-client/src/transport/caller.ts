import {
  ApiError,
  createRedactor,
  excerptOf,
  isApiError,
  type Priority,
  type Redactor,
  type RunCall,
  type Transport,
  type TransportRequest,
  type TransportResponse,
} from '@tiktok-ns/client-kit'
import type { Authorizer } from '../auth/authorizer.js'
import { type CallTarget, type Hosts, toPath, toUrl } from './call-url.js'
import { describeCall } from './describe-call.js'
import { toApiError } from './error-body.js'

export interface Call extends CallTarget {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** True when doing it twice does no harm. */
  readonly repeatable: boolean
  /** Answers that are what this call asks for although their status says failure. */
  readonly accepts?: (response: TransportResponse) => boolean
  readonly signal?: AbortSignal | undefined
  readonly priority?: Priority | undefined
  /** For whom: callers of one priority take turns at the gate. */
  readonly caller?: string | undefined
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** Parsed JSON, or a RESTlet's text; undefined when the body is empty. */
  readonly body: unknown
}

export type Caller = (call: Call) => Promise<Answer>

export interface CallerOptions {
  readonly hosts: Hosts
  readonly authorizer: Authorizer
  readonly runCall: RunCall
  readonly secrets: readonly string[]
  readonly timeoutMs: number
  /** Sees every answer, failures included. */
  readonly observe?: ((response: TransportResponse) => void) | undefined
}

/** Sends calls: signed afresh for every try, within the account's concurrency. */
export const createCaller = (options: CallerOptions): Caller => {
  const { authorizer } = options

  const attempt = async (call: Call, send: Transport): Promise<Answer> => {
    const url = toUrl(options.hosts, call)
    const authorization = await authorizer.authorize({ method: call.method, url })
    const request = toRequest(call, url, authorization, options.timeoutMs)
    const response = await send(request)
    options.observe?.(response)
    if (response.status === 401) authorizer.refused(authorization)
    const redactor = () => createRedactor([...options.secrets, authorization.replace(/^\w+ /, '')])
    const context = { request: `${call.method} ${toPath(call)}`, writes: !call.repeatable }
    if (response.status >= 300 && call.accepts?.(response) !== true)
      throw toApiError(response, { ...context, redactor: redactor() })
    return { status: response.status, headers: response.headers, body: readBody(call, response, redactor) }
  }

  const attemptTwiceToLogIn = (call: Call, send: Transport): Promise<Answer> =>
    attempt(call, send).catch((error: unknown) => {
      // Refused at the door, so nothing was done. A nonce or a token may have been at fault: once more with new ones.
      if (isApiError(error) && error.status === 401 && call.signal?.aborted !== true)
        return attempt(call, send)
      throw error
    })

  return call => options.runCall({ ...call, ...describeCall(call) }, send => attemptTwiceToLogIn(call, send))
}

const toRequest = (call: Call, url: string, authorization: string, timeoutMs: number): TransportRequest => {
  const body = call.body === undefined ? undefined : JSON.stringify(call.body)
  return {
    method: call.method,
    url,
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...call.headers,
      authorization,
    },
    timeoutMs,
    ...(body === undefined ? {} : { body }),
    ...(call.signal === undefined ? {} : { signal: call.signal }),
  }
}

const readBody = (call: Call, { status, body }: TransportResponse, redactor: () => Redactor): unknown => {
  if (body.length === 0) return undefined
  const text = new TextDecoder().decode(body)
  try {
    return JSON.parse(text)
  } catch (cause) {
    if (call.service === 'restlet') return text // a script may answer with plain text
    throw new ApiError({
      kind: 'unavailable',
      message: 'NetSuite answered with something that is no JSON',
      hint: 'Tried again where that is safe; if it goes on, a proxy may stand between.',
      status,
      request: `${call.method} ${toPath(call)}`,
      outcomeUnknown: !call.repeatable,
      excerpt: excerptOf(body, redactor()),
      cause,
    })
  }
}
