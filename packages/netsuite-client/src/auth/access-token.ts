import type { Clock } from '@tiktok-ns/client-kit'
import type { Authorizer } from './authorizer.js'

export interface AccessToken {
  readonly value: string
  /** Epoch milliseconds. */
  readonly expiresAt: number
}

/** A token this close to its end is renewed before it is used: a request may be under way for a while. */
export const renewAheadMs = 60_000

/**
 * Sends a bearer token with every request, and has it renewed when it is about to end or was refused.
 *
 * However many requests ask at once, one renewal is in flight.
 */
export const createBearerAuthorizer = (
  renew: (refused: string | undefined) => Promise<AccessToken>,
  clock: Clock,
): Authorizer => {
  let kept: AccessToken | undefined
  let refusedToken: string | undefined
  let renewal: Promise<AccessToken> | undefined

  const token = (): Promise<AccessToken> | AccessToken => {
    if (kept !== undefined && clock.now() < kept.expiresAt - renewAheadMs) return kept
    renewal ??= renew(refusedToken)
      .then(fresh => {
        kept = fresh
        return fresh
      })
      .finally(() => {
        renewal = undefined
      })
    return renewal
  }

  return {
    authorize: async () => `Bearer ${(await token()).value}`,
    refused: header => {
      // Another request may have had it renewed meanwhile: only the refused token is given up.
      if (kept === undefined || header !== `Bearer ${kept.value}`) return
      refusedToken = kept.value
      kept = undefined
    },
  }
}
