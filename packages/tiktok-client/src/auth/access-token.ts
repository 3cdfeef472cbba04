import { ApiError, type Clock } from '@tiktok-ns/client-kit'
import type { TokenGrant } from './request-tokens.js'
import type { TokenStore, Tokens } from './token-store.js'

export interface AccessTokenOptions {
  readonly store: TokenStore
  readonly request: (grant: TokenGrant) => Promise<Tokens>
  readonly clock: Clock
  /** How long before its end a token is renewed. */
  readonly renewBeforeMs?: number
}

/** Gives an access token that works, renewing it in time. */
export interface AccessTokenSource {
  get(): Promise<string>
  /** Renews although the token is not over: TikTok has refused it. */
  renew(refused: string): Promise<string>
  /** What the seller has granted; undefined where that is not known. */
  grantedScopes(): Promise<readonly string[] | undefined>
}

export const createAccessTokenSource = ({
  store,
  request,
  clock,
  renewBeforeMs = 600_000,
}: AccessTokenOptions): AccessTokenSource => {
  // One refresh in flight per process: two would race, and the loser might hold a dead refresh token.
  let renewing: Promise<string> | undefined

  const read = async (): Promise<Tokens> => {
    const kept = await store.read()
    if (kept !== undefined) return kept
    throw new ApiError({
      kind: 'auth',
      message: 'There is no TikTok Shop token yet',
      hint: 'Let the seller authorize the app, then exchange the code.',
    })
  }

  const refresh = async (kept: Tokens): Promise<string> => {
    const next = await request({ grantType: 'refresh_token', refreshToken: kept.refreshToken }).catch(
      async (error: unknown) => {
        // Another process may have refreshed meanwhile and made our refresh token invalid.
        const now = await store.read()
        if (now !== undefined && now.refreshToken !== kept.refreshToken) return now
        throw error
      },
    )
    if (await store.replace(next, kept.refreshToken)) return next.accessToken
    return (await read()).accessToken
  }

  const renewOnce = (decide: (kept: Tokens) => boolean): Promise<string> => {
    renewing ??= read()
      .then(kept => (decide(kept) ? refresh(kept) : kept.accessToken))
      .finally(() => {
        renewing = undefined
      })
    return renewing
  }

  const isEnding = ({ accessTokenExpiresAt }: Tokens): boolean =>
    accessTokenExpiresAt - clock.now() < renewBeforeMs

  return {
    get: async () => {
      const kept = await read()
      return isEnding(kept) ? renewOnce(isEnding) : kept.accessToken
    },
    renew: refused => renewOnce(kept => kept.accessToken === refused || isEnding(kept)),
    grantedScopes: async () => (await read()).grantedScopes,
  }
}

/** A token that the host looks after itself. */
export const fixedAccessToken = (accessToken: string): AccessTokenSource => ({
  get: async () => accessToken,
  renew: async () => {
    throw new ApiError({
      kind: 'auth',
      message: 'The TikTok Shop access token was refused',
      hint: 'Hand in a new one, or a token store so that it can be renewed.',
    })
  },
  grantedScopes: async () => undefined,
})
