import type { NetSuiteClientOptions } from '@tiktok-ns/netsuite-client'
import {
  createSandbox,
  defaultNetSuiteCredentials,
  defaultTikTokShopCredentials,
  makeShop,
} from '@tiktok-ns/sandbox'
import type { TikTokShopClientOptions } from '@tiktok-ns/tiktok-client'

/**
 * A shop with twelve orders and the NetSuite account beside it, in this process: no network, no account, the same every time.
 *
 * `tiktokShop` and `netsuite` are what the clients take. With real credentials there, everything else stays as it is.
 */
export const openSandbox = () => {
  const nowMs = Date.parse('2026-03-02T10:00:00Z')
  const { seed, netsuiteIds } = makeShop({ orders: 12, seed: 7, nowMs, missingSku: false })
  const sandbox = createSandbox({ seed, clock: { at: nowMs } })
  const clock = { now: sandbox.clock.now, wait: async (ms: number) => sandbox.clock.advance(ms) }
  const { appKey, appSecret, accessToken } = defaultTikTokShopCredentials
  const { account, ...auth } = defaultNetSuiteCredentials

  const tiktokShop: TikTokShopClientOptions = {
    ...{ appKey, appSecret, accessToken },
    ...{ clock, fetch: sandbox.tiktokShop.fetch },
  }
  const netsuite: NetSuiteClientOptions = { account, auth, clock, fetch: sandbox.netsuite.fetch }
  return { tiktokShop, netsuite, sandbox, netsuiteIds, nowMs }
}
