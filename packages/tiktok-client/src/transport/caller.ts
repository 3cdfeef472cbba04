import {
  ApiError,
  type Clock,
  isApiError,
  type Priority,
  type Redactor,
  type RunCall,
  type Transport,
} from '@tiktok-ns/client-kit'
import type { z } from 'zod'
import type { AccessTokenSource } from '../auth/access-token.js'
import { signRequest } from '../auth/sign-request.js'
import { openEnvelope } from './envelope.js'
import { type Form, toFormData } from './form.js'
import { parseAnswer } from './parse-answer.js'

export interface Call<Shape extends z.ZodType> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** With real ids in it. */
  readonly path: string
  /** Lists are joined by commas. */
  readonly query?: object | undefined
  /** Sent as JSON; an empty object is left out, because TikTok's own tools disagree on how to sign `{}`. */
  readonly body?: object | undefined
  /** Sent as multipart in place of a body. Takes no part in the signature. */
  readonly form?: Form | undefined
  /** Whether TikTok wants a shop here; an unwanted one is an error to it. */
  readonly withShop: boolean
  /** True when doing it twice does no harm. */
  readonly repeatable: boolean
  /** The app needs one of these; none means nothing is known. */
  readonly scopes?: readonly string[]
  readonly answer: Shape
  /** Its name in logs, traces and metrics. */
  readonly operation: string
  /** The path with placeholders for ids. */
  readonly route: string
  readonly priority?: Priority | undefined
  /** For whom: callers of one priority take turns at the gate. */
  readonly caller?: string | undefined
  readonly signal?: AbortSignal | undefined
  /** Tries in all, where fewer are wanted than the policy allows. */
  readonly maxAttempts?: number | undefined
}

export type Caller = <Shape extends z.ZodType>(call: Call<Shape>) => Promise<z.infer<Shape>>

export interface CallerOptions {
  readonly appKey: string
  readonly appSecret: string
  readonly baseUrl: string
  readonly accessToken: AccessTokenSource
  readonly shopCipher: () => Promise<string>
  readonly runCall: RunCall
  readonly clock: Clock
  readonly redactor: Redactor
  readonly timeoutMs: number
  readonly skew: ClockSkew
}

/** How far TikTok's clock is ahead of ours. Shared by all shops of a client. */
export interface ClockSkew {
  /** As the last answer's date says; whole seconds, so up to one too small. Undefined before the first. */
  seenMs: number | undefined
  /** Added to our time in requests; set when TikTok refuses a timestamp. */
  appliedMs: number
}

/** Sends calls: signed afresh for every try, a few at a time, with a token that works. */
export const createCaller = (options: CallerOptions): Caller => {
  const { clock, redactor, skew } = options

  const sendOnce = async <Shape extends z.ZodType>(
    call: Call<Shape>,
    token: string,
    cipher: string | undefined,
    send: Transport,
  ): Promise<z.infer<Shape>> => {
    const query = toQuery({
      ...call.query,
      app_key: options.appKey,
      timestamp: Math.floor((clock.now() + skew.appliedMs) / 1000),
      shop_cipher: cipher,
    })
    const body =
      call.form !== undefined || call.body === undefined || Object.keys(call.body).length === 0
        ? undefined
        : JSON.stringify(call.body)
    const sign = signRequest({ appSecret: options.appSecret, path: call.path, query, body })
    const url = new URL(call.path, options.baseUrl)
    url.search = new URLSearchParams({ ...query, sign }).toString()
    const request = {
      method: call.method,
      url: url.href,
      headers: {
        'x-tts-access-token': token,
        // A form's own type names its boundary, which only the transport knows.
        ...(call.form === undefined ? { 'content-type': 'application/json' } : {}),
      },
      timeoutMs: options.timeoutMs,
      ...(call.form !== undefined ? { body: toFormData(call.form) } : body === undefined ? {} : { body }),
      ...(call.signal === undefined ? {} : { signal: call.signal }),
    }
    const response = await send(request)
    skew.seenMs = skewFrom(response.headers['date'], clock) ?? skew.seenMs
    const context = { request: `${call.method} ${call.path}`, redactor, writes: !call.repeatable }
    try {
      const { data } = openEnvelope(response, context)
      return parseAnswer(call.answer, data ?? {}, { ...context, body: response.body })
    } catch (error) {
      if (isClockRefusal(error)) skew.appliedMs = skew.seenMs ?? skew.appliedMs
      throw error
    }
  }

  /** One try: a token that is over is renewed, a clock that is wrong is corrected, once each. */
  const attempt = async <Shape extends z.ZodType>(
    call: Call<Shape>,
    cipher: string | undefined,
    send: Transport,
  ): Promise<z.infer<Shape>> => {
    const token = await options.accessToken.get()
    const skewBefore = skew.appliedMs
    try {
      return await sendOnce(call, token, cipher, send)
    } catch (error) {
      if (isTokenOver(error)) return sendOnce(call, await options.accessToken.renew(token), cipher, send)
      if (isClockRefusal(error) && skew.appliedMs !== skewBefore) return sendOnce(call, token, cipher, send)
      throw error
    }
  }

  return async call => {
    refuseWithoutScope(call, (await options.accessToken.kept())?.grantedScopes)
    // Finding the shop is a call of its own: it must not wait inside the place that this one holds.
    const cipher = call.withShop ? await options.shopCipher() : undefined
    return options.runCall(call, send => attempt(call, cipher, send))
  }
}

const toQuery = (query: object): Record<string, string> =>
  Object.fromEntries(
    Object.entries(query).flatMap(([name, value]) => {
      if (value === undefined) return []
      return [[name, Array.isArray(value) ? value.join(',') : String(value)]]
    }),
  )

const refuseWithoutScope = (
  {
    method,
    path,
    scopes = [],
  }: { readonly method: string; readonly path: string; readonly scopes?: readonly string[] },
  granted: readonly string[] | undefined,
): void => {
  if (granted === undefined || scopes.length === 0 || scopes.some(scope => granted.includes(scope))) return
  throw new ApiError({
    kind: 'permission',
    code: '105005',
    message: `The seller has not granted the scope ${scopes.join(' or ')}`,
    hint: 'Add the scope to the app in Partner Center, then let the seller authorize it again.',
    request: `${method} ${path}`,
  })
}

const isTokenOver = (error: unknown): boolean => isApiError(error) && error.code === '105002'

const isClockRefusal = (error: unknown): error is ApiError =>
  isApiError(error) && error.code === '36009004' && /timestamp/i.test(error.message)

const skewFrom = (date: string | undefined, clock: Clock): number | undefined => {
  const theirs = date === undefined ? Number.NaN : Date.parse(date)
  return Number.isNaN(theirs) ? undefined : theirs - clock.now()
}
