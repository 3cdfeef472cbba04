import { randomBytes } from 'node:crypto'
import { open, readFile, rename } from 'node:fs/promises'
import { z } from 'zod'

const tokens = z.object({
  accessToken: z.string(),
  /** Epoch milliseconds. */
  accessTokenExpiresAt: z.number(),
  refreshToken: z.string(),
  refreshTokenExpiresAt: z.number(),
  /** What the seller has granted; calls that need more are refused before they are sent. */
  grantedScopes: z.array(z.string()).optional(),
})

/** What a seller's authorization gives. */
export type Tokens = z.infer<typeof tokens>

/** Keeps tokens between processes. */
export interface TokenStore {
  read(): Promise<Tokens | undefined>
  /**
   * Keeps new tokens if the refresh token kept is still `replacing`, and says whether it did. When two processes refresh at
   * once, the second one reads what the first has kept.
   */
  replace(next: Tokens, replacing: string | undefined): Promise<boolean>
}

export const createMemoryTokenStore = (initial?: Tokens): TokenStore => {
  let kept = initial
  return {
    read: async () => kept,
    replace: async (next, replacing) => {
      if (kept !== undefined && kept.refreshToken !== replacing) return false
      kept = next
      return true
    },
  }
}

/** Keeps tokens in a file that only its owner can read. Written beside and renamed, so it is never half there. */
export const createFileTokenStore = ({ path }: { readonly path: string }): TokenStore => {
  const read = async (): Promise<Tokens | undefined> => {
    const text = await readFile(path, 'utf8').catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
      throw error
    })
    if (text === undefined) return undefined
    const parsed = tokens.safeParse(JSON.parse(text))
    if (!parsed.success)
      throw new TypeError(`The token file ${path} is damaged; delete it and authorize the app again`)
    return parsed.data
  }
  return {
    read,
    replace: async (next, replacing) => {
      const kept = await read()
      if (kept !== undefined && kept.refreshToken !== replacing) return false
      const beside = `${path}.${randomBytes(6).toString('hex')}`
      const file = await open(beside, 'wx', 0o600)
      try {
        await file.writeFile(JSON.stringify(next))
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(beside, path)
      return true
    },
  }
}
