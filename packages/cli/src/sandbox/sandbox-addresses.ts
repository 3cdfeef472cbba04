import type { RunningSandbox, SandboxSeed } from '@tiktok-ns/sandbox'
import { type SeedCredentials, seedCredentials } from './seed-credentials.js'

/** What somebody needs to call a running sandbox. */
export interface SandboxAddresses {
  readonly tiktokShop: {
    readonly url: string
    readonly credentials: SeedCredentials['tiktokShop']
    readonly shops: SeedCredentials['shops']
  }
  readonly netsuite: { readonly url: string; readonly credentials: SeedCredentials['netsuite'] }
  /** Where both are steered. */
  readonly admin: string
}

/** The addresses of a sandbox with what its seed is opened by. */
export const sandboxAddresses = (sandbox: RunningSandbox, seed: SandboxSeed): SandboxAddresses => {
  const { tiktokShop, shops, netsuite } = seedCredentials(seed)
  return {
    tiktokShop: { url: sandbox.tiktokShopUrl, credentials: tiktokShop, shops },
    netsuite: { url: sandbox.netsuiteUrl, credentials: netsuite },
    admin: `${sandbox.tiktokShopUrl}/_sandbox`,
  }
}
