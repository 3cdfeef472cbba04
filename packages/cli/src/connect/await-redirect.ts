import { once } from 'node:events'
import { createServer } from 'node:http'

export interface RedirectListener {
  /** The address that has to be registered as the app's redirect URL. */
  readonly url: string
  /** The address that the browser was sent to, with the code in it. */
  readonly redirected: Promise<string>
  close(): void
}

/** Listens on this machine for the one request that a browser makes after the seller's consent. */
export const awaitRedirect = async (port: number): Promise<RedirectListener> => {
  let take: (url: string) => void = () => undefined
  const redirected = new Promise<string>(resolve => {
    take = resolve
  })
  const server = createServer((request, response) => {
    const isOurs = /[?&](code|error)=/.test(request.url ?? '')
    response.writeHead(isOurs ? 200 : 404, { 'content-type': 'text/plain; charset=utf-8' })
    response.end(isOurs ? 'tiktok-ns has the answer; this window can be closed.\n' : 'not here\n')
    if (isOurs) take(request.url ?? '')
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const taken = typeof address === 'object' && address !== null ? address.port : port
  return { url: `http://127.0.0.1:${taken}/`, redirected, close: () => void server.close() }
}
