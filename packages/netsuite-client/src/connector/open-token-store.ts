import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { createFileTokenStore } from '../auth/file-token-store.js'
import { createMemoryTokenStore, type OAuth2TokenStore } from '../auth/token-store.js'

export interface TokenStoreOptions {
  readonly account: string
  readonly clientId: string
  /** The host's folder for what outlives the process; without one, tokens end with it. */
  readonly stateFolder: string | undefined
}

/** Where the connector keeps a person's tokens: whoever lets a person consent puts them there. */
export const openTokenStore = ({ account, clientId, stateFolder }: TokenStoreOptions): OAuth2TokenStore => {
  if (stateFolder === undefined) return createMemoryTokenStore()
  const name = createHash('sha256')
    .update(JSON.stringify([account, clientId]))
    .digest('hex')
    .slice(0, 16)
  return createFileTokenStore({ path: join(stateFolder, `netsuite-${name}.json`) })
}
