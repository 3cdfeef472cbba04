import { createTokenFile, type TokenFileOptions } from '@tiktok-ns/client-kit'
import { z } from 'zod'
import type { OAuth2TokenStore, OAuth2Tokens } from './token-store.js'

const tokensShape: z.ZodType<OAuth2Tokens> = z.object({
  accessToken: z.string(),
  accessTokenExpiresAt: z.number(),
  refreshToken: z.string(),
})

/**
 * Keeps a person's tokens in a file that only its owner can read (mode 0600), whole at every instant, whatever is killed when.
 *
 * Safe with several processes on one file system: each renewal is a new version of the file, and only one process can make it.
 */
export const createFileTokenStore = (options: TokenFileOptions): OAuth2TokenStore => {
  const file = createTokenFile(options, value => tokensShape.safeParse(value).data)
  return {
    read: file.read,
    replace: (next, replacing) =>
      file.replace(next, kept => kept === undefined || kept.accessToken === replacing),
  }
}
