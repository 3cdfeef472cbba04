import { createTokenFile, type TokenFileOptions } from '@tiktok-ns/client-kit'
import type { TokenStore } from './token-store.js'
import { isSame, tokensShape } from './tokens.js'

/**
 * Keeps tokens in a file that only its owner can read (mode 0600), whole at every instant, whatever is killed when.
 *
 * Safe with several processes on one file system: each renewal is a new version of the file, and only one process can make it.
 */
export const createFileTokenStore = (options: TokenFileOptions): TokenStore => {
  const file = createTokenFile(options, value => tokensShape.safeParse(value).data)
  return {
    read: file.read,
    replace: (next, replacing) => file.replace(next, kept => isSame(kept, replacing)),
  }
}
