import type { Transport } from '@tiktok-ns/netsuite-client'

/** A client's transport to a system in this process. Far cheaper than ky, of which thousands of calls would be felt. */
export const inProcessTransport =
  (fetch: typeof globalThis.fetch): Transport =>
  async ({ method, url, headers, body, signal }) => {
    const response = await fetch(url, {
      method,
      headers,
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' || body instanceof FormData ? body : new Uint8Array(body) }),
      ...(signal === undefined ? {} : { signal }),
    })
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: new Uint8Array(await response.arrayBuffer()),
    }
  }
