import { parseDuration } from '../../check/duration.js'
import type { Json, JsonObject } from '../../json.js'
import type { ConnectorHost } from '../../ports/connector.js'
import { ConnectorError } from '../connector-error.js'
import { parseJson } from '../parse-json.js'
import { createAuthorizer } from './authorize.js'
import type { HttpConnectorSpec } from './http-spec.js'
import { type HttpAnswer, judgeAnswer } from './judge-answer.js'

export interface HttpCall {
  readonly method: string
  /** Absolute, on the connection's own origin. */
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body?: Json | undefined
}

export interface HttpCaller {
  readonly baseUrl: string
  /** @throws ConnectorError with what the answer means to a flow. `accepted`: a status that is no failure here. */
  call(call: HttpCall, signal: AbortSignal, accepted?: number): Promise<HttpAnswer>
}

/** Sends calls through the host's `fetch`: authorises them, bounds their time, and reads failures out of answers. */
export const createHttpCaller = (
  spec: HttpConnectorSpec,
  settings: JsonObject,
  host: ConnectorHost,
): HttpCaller => {
  const { fetch = globalThis.fetch, now = Date.now } = host
  const baseUrl = String(settings['baseUrl'] ?? spec.baseUrl).replace(/\/+$/, '')
  const authorizer = createAuthorizer({ auth: spec.auth, settings, baseUrl, fetch, now })
  const timeoutMs = parseDuration(spec.timeout) ?? 30_000

  const send = async ({ method, url, headers, body }: HttpCall, signal: AbortSignal): Promise<HttpAnswer> => {
    signal.throwIfAborted()
    if (url.origin !== new URL(baseUrl).origin) {
      throw new ConnectorError({
        kind: 'invalid',
        message: `The next page is at ${url.origin}, which is not this connection's system`,
        hint: 'Credentials are sent to the base URL only: correct baseUrl, or page another way.',
      })
    }
    const limited = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)])
    const authorized = await authorizer.headers(limited).catch((error: unknown) => {
      throw toNetworkError(error, signal, false)
    })
    try {
      const response = await fetch(url, {
        method,
        redirect: 'manual', // a redirect would take the credentials along
        signal: limited,
        headers: {
          accept: 'application/json',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
          ...authorized,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      return {
        status: response.status,
        headers: response.headers,
        body: readBody(await response.text(), response.status),
      }
    } catch (error) {
      throw toNetworkError(error, signal, method !== 'GET')
    }
  }

  return {
    baseUrl,
    call: async (call, signal, accepted) => {
      let answer = await send(call, signal)
      if (answer.status === 401 && authorizer.renew()) answer = await send(call, signal)
      if (answer.status === accepted) return answer
      const failure = judgeAnswer(answer, spec, now())
      if (failure === undefined) return answer
      // A server that fails may have done its work before it did.
      const unknown = call.method !== 'GET' && answer.status >= 500
      throw new ConnectorError(unknown ? { ...failure, outcomeUnknown: true } : failure)
    },
  }
}

const readBody = (text: string, status: number): Json | undefined => {
  if (text.trim() === '') return undefined
  try {
    return parseJson(text)
  } catch {
    if (status >= 400) return undefined // the status says enough; proxies answer with HTML
    throw new ConnectorError({
      kind: 'invalid',
      message: `The answer is no JSON; it begins with ${JSON.stringify(text.trimStart().slice(0, 40))}`,
      hint: 'Check the path in the connector file: a page for people is often answered to a wrong one.',
      status,
    })
  }
}

const toNetworkError = (error: unknown, signal: AbortSignal, wrote: boolean): unknown => {
  if (signal.aborted) return signal.reason
  if (error instanceof ConnectorError)
    return wrote ? new ConnectorError({ ...error.failure, outcomeUnknown: true }) : error
  const timedOut = error instanceof Error && error.name === 'TimeoutError'
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error)
  return new ConnectorError({
    kind: timedOut ? 'timeout' : 'unavailable',
    message: timedOut ? 'The system did not answer in time' : `The system cannot be reached: ${cause}`,
    hint: timedOut ? 'Try again, or give it more time with `timeout`.' : 'Check baseUrl and the network.',
    ...(wrote ? { outcomeUnknown: true } : {}),
  })
}
