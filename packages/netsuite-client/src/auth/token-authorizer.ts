import { randomBytes } from 'node:crypto'
import type { Clock } from '@tiktok-ns/client-kit'
import type { Account } from '../transport/account-url.js'
import type { Authorizer } from './authorizer.js'
import { signOAuth1Request, type TokenCredentials } from './sign-oauth1-request.js'

/**
 * Token-based authentication (TBA). From NetSuite 2027.1 no new integration can be set up with it; those that exist go on.
 *
 * @see "Token-based Authentication", NetSuite Authentication Guide
 */
export const createTokenAuthorizer = (
  credentials: TokenCredentials,
  account: Account,
  clock: Clock,
  makeNonce = () => randomBytes(16).toString('hex'),
): Authorizer => ({
  authorize: async ({ method, url }) =>
    signOAuth1Request(credentials, {
      method,
      url,
      realm: account.id,
      nonce: makeNonce(),
      timestamp: Math.floor(clock.now() / 1000),
    }),
  refused: () => undefined, // every header is made from scratch
})
