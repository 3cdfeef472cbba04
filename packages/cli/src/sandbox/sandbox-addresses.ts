import type { RunningSandbox } from '@tiktok-ns/sandbox'
import {
  type AccountCredentials,
  type SandboxCredentials,
  sandboxCredentials,
} from './sandbox-credentials.js'

/** What somebody needs to call a running sandbox. */
export interface SandboxAddresses {
  readonly tiktokShop: {
    readonly url: string
    readonly credentials: SandboxCredentials['tiktokShop']
    readonly shops: SandboxCredentials['shops']
  }
  /** The first account. */
  readonly netsuite: AccountAddress
  /** Every account, the first among them. */
  readonly netsuiteAccounts: readonly [AccountAddress, ...AccountAddress[]]
  /** Where both are steered. */
  readonly admin: string
}

interface AccountAddress {
  readonly url: string
  readonly credentials: AccountCredentials['credentials']
}

/** The addresses of a sandbox with what it is opened by. */
export const sandboxAddresses = async (sandbox: RunningSandbox): Promise<SandboxAddresses> => {
  const { tiktokShop, shops, accounts } = await sandboxCredentials(sandbox)
  const addressOf = ({ credentials }: AccountCredentials): AccountAddress => ({
    url: sandbox.netsuiteUrls[credentials.account] ?? sandbox.netsuiteUrl,
    credentials,
  })
  const [first, ...others] = accounts.map(addressOf)
  if (first === undefined) throw new Error('The sandbox has no NetSuite account.')
  return {
    tiktokShop: { url: sandbox.tiktokShopUrl, credentials: tiktokShop, shops },
    netsuite: first,
    netsuiteAccounts: [first, ...others],
    admin: `${sandbox.tiktokShopUrl}/_sandbox`,
  }
}
