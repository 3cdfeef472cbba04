import ky from 'ky'
import { withDeadline } from './deadline.js'
import type { Transport } from './transport.js'

export interface KyTransportOptions {
  /** Used in place of the global `fetch`, for tests and for hosts with their own. */
  readonly fetch?: typeof globalThis.fetch | undefined
}

/** The default transport: ky over `fetch`, its retries switched off because every attempt has to be signed anew. */
export const createKyTransport = ({ fetch }: KyTransportOptions = {}): Transport => {
  const http = ky.create({
    retry: 0,
    throwHttpErrors: false,
    redirect: 'manual',
    timeout: false, // ky's own ends with the headers; ours covers the body too
    ...(fetch === undefined ? {} : { fetch }),
  })
  return request =>
    withDeadline(request, async signal => {
      const response = await http(request.url, {
        method: request.method,
        headers: { ...request.headers },
        signal,
        ...(request.body === undefined ? {} : { body: toBody(request.body) }),
      })
      const body = new Uint8Array(await response.arrayBuffer())
      return { status: response.status, headers: Object.fromEntries(response.headers), body }
    })
}

// `fetch` wants bytes that own a plain buffer.
const toBody = (body: string | Uint8Array | FormData): string | Uint8Array<ArrayBuffer> | FormData =>
  body instanceof Uint8Array ? new Uint8Array(body) : body
