import { createKyTransport } from './ky-transport.js'
import type { Transport } from './transport.js'

export interface TransportChoice {
  readonly fetch?: typeof globalThis.fetch | undefined
  readonly transport?: Transport | undefined
  readonly userAgent: string
}

/** ky over a handed-in `fetch`, else the handed-in transport, else ky; naming `userAgent` where a request names none. */
export const chooseTransport = ({ fetch, transport, userAgent }: TransportChoice): Transport => {
  const send = fetch === undefined && transport !== undefined ? transport : createKyTransport({ fetch })
  return request => send({ ...request, headers: { 'user-agent': userAgent, ...request.headers } })
}
