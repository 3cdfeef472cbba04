import { z } from 'zod'

export const tokensShape = z.object({
  accessToken: z.string(),
  /** Epoch milliseconds. */
  accessTokenExpiresAt: z.number(),
  refreshToken: z.string(),
  /** Epoch milliseconds: the end of the seller's authorization. */
  refreshTokenExpiresAt: z.number(),
  /** What the seller has granted; calls that need more are refused before they are sent. */
  grantedScopes: z.array(z.string()).readonly().optional(),
})

/** What a seller's authorization gives. */
export type Tokens = Readonly<z.infer<typeof tokensShape>>

/** Whether two are of one refresh: TikTok may give the same refresh token again, but never the same access token. */
export const isSame = (left: Tokens | undefined, right: Tokens | undefined): boolean =>
  left?.accessToken === right?.accessToken && left?.refreshToken === right?.refreshToken
