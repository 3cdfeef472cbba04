import { z } from 'zod'

/** What a seller's authorization gives. */
export interface Tokens {
  readonly accessToken: string
  /** Epoch milliseconds. */
  readonly accessTokenExpiresAt: number
  readonly refreshToken: string
  /** Epoch milliseconds: the end of the seller's authorization. */
  readonly refreshTokenExpiresAt: number
  /** What the seller has granted; calls that need more are refused before they are sent. */
  readonly grantedScopes?: readonly string[] | undefined
}

export const tokensShape: z.ZodType<Tokens> = z.object({
  accessToken: z.string(),
  accessTokenExpiresAt: z.number(),
  refreshToken: z.string(),
  refreshTokenExpiresAt: z.number(),
  grantedScopes: z.array(z.string()).optional(),
})

/** Whether two are of one refresh: TikTok may give the same refresh token again, but never the same access token. */
export const isSame = (left: Tokens | undefined, right: Tokens | undefined): boolean =>
  left?.accessToken === right?.accessToken && left?.refreshToken === right?.refreshToken
