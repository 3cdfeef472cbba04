import { ApiError, type Clock, isApiError } from '@tiktok-ns/client-kit'
import type { TokenGrant } from './request-tokens.js'
import type { TokenStore } from './token-store.js'
import { isSame, type Tokens } from './tokens.js'

export interface AccessTokenOptions {
  readonly store: TokenStore
  readonly request: (grant: TokenGrant) => Promise<Tokens>
  readonly clock: Clock
  /** How long before its end a token is renewed. */
  readonly renewBeforeMs: number
  /** Told of every token, so that none is ever shown. */
  readonly learn: (secret: string) => void
}

/** Gives an access token that works, renewing it in time. */
export interface AccessTokenSource {
  get(): Promise<string>
  /** Renews although the token is not over: TikTok has refused it. */
  renew(refused: string): Promise<string>
  /** What is kept; undefined where the host looks after its token itself. */
  kept(): Promise<Tokens | undefined>
}

export const createAccessTokenSource = (options: AccessTokenOptions): AccessTokenSource => {
  const { store, request, clock, renewBeforeMs, learn } = options
  // One refresh in flight per process: two would race, and the loser might hold a dead refresh token.
  let renewing: Promise<string> | undefined

  const readKept = async (): Promise<Tokens | undefined> => {
    const kept = await store.read()
    if (kept !== undefined) for (const secret of [kept.accessToken, kept.refreshToken]) learn(secret)
    return kept
  }

  const read = async (): Promise<Tokens> => {
    const kept = await readKept()
    if (kept !== undefined) return kept
    throw new ApiError({
      kind: 'auth',
      message: 'There is no TikTok Shop token yet',
      hint: 'Let the seller authorize the app, then exchange the code.',
    })
  }

  const refresh = async (kept: Tokens): Promise<string> => {
    try {
      const next = await request({ grantType: 'refresh_token', refreshToken: kept.refreshToken })
      if (await store.replace(next, kept)) return next.accessToken
      // Another process was faster; the store's word counts.
      return (await read()).accessToken
    } catch (error) {
      const others = await afterAnotherProcess(kept, error)
      if (others !== undefined) return others.accessToken
      throw error
    }
  }

  /**
   * A refused refresh may mean that another process has used the refresh token up, and is about to keep what it got. Its tokens,
   * or undefined where none come.
   */
  const afterAnotherProcess = async (kept: Tokens, error: unknown): Promise<Tokens | undefined> => {
    const waits = isApiError(error) && error.kind === 'auth' ? [0, 100, 400, 1500] : [0]
    for (const waitMs of waits) {
      if (waitMs > 0) await clock.wait(waitMs)
      const now = await readKept()
      if (now !== undefined && !isSame(now, kept)) return now
    }
    return undefined
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
    kept: readKept,
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
  kept: async () => undefined,
})
