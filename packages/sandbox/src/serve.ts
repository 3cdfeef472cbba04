import type { ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { isConnectionReset } from './faults/connection-reset.js'

export interface ServeOptions {
  /** 0 takes any free port. */
  readonly port?: number
  /** Default 127.0.0.1. */
  readonly host?: string
  /** Must be true to listen on an address that other machines reach. */
  readonly allowPublic?: boolean
}

export interface Listening {
  /** Such as `http://127.0.0.1:41234`, without a slash at the end. */
  readonly url: string
  readonly port: number
  /** Cuts what is open and stops listening. */
  close(): Promise<void>
}

/** Serves over HTTP. A connection reset really destroys the socket. */
export const serve = async (
  answer: (request: Request) => Promise<Response>,
  { port = 0, host = '127.0.0.1', allowPublic = false }: ServeOptions = {},
): Promise<Listening> => {
  if (!allowPublic && !isLoopback(host)) {
    throw new Error(
      `The sandbox would be reachable from other machines on ${host}; it holds no real accounts but answers anybody. ` +
        'Leave the host out, or set allowPublic.',
    )
  }
  const server = createAdaptorServer({
    fetch: async (request, { outgoing }) => {
      try {
        return await answer(request)
      } catch (error) {
        if (!isConnectionReset(error)) throw error
        ;(outgoing as ServerResponse).socket?.destroy()
        return alreadySent()
      }
    },
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.removeListener('error', reject)
      resolve()
    })
  })
  const address = server.address() as AddressInfo
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`,
    port: address.port,
    close: () =>
      new Promise((resolve, reject) => {
        server.close(error => (error ? reject(error) : resolve()))
        if ('closeAllConnections' in server) server.closeAllConnections()
      }),
  }
}

export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)

/** Tells the HTTP adapter to write nothing: the socket is gone. */
const alreadySent = () => new Response(null, { headers: { 'x-hono-already-sent': 'true' } })
