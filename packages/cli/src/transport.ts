import type { Transport } from '@tiktok-ns/netsuite-client'

/** undici, for both systems, loaded with the first request: commands that send none start faster. */
export const createLazyTransport = (): Transport => {
  let loading: Promise<Transport> | undefined
  return async request => {
    loading ??= import('@tiktok-ns/netsuite-client/undici').then(({ createUndiciTransport }) =>
      createUndiciTransport(),
    )
    const transport = await loading
    return transport(request)
  }
}
