import { randomBytes } from 'node:crypto'
import type { Clock } from '@tiktok-ns/client-kit'
import type { Account } from '../transport/account-url.js'
import { signOAuth1Request, type TokenCredentials } from './sign-oauth1-request.js'

/** Gives the `Authorization` header for one try of one request. */
export type Authorize = (request: { readonly method: string; readonly url: string }) => Promise<string>

/**
 * Token-based authentication. From NetSuite 2027.1 no new integration can be set up with it; those that exist go on.
 *
 * @see "Token-based Authentication", NetSuite Authentication Guide
 */
export const createTokenAuthorize =
  (
    credentials: TokenCredentials,
    account: Account,
    clock: Clock,
    makeNonce = () => randomBytes(16).toString('hex'),
  ): Authorize =>
  async ({ method, url }) =>
    signOAuth1Request(credentials, {
      method,
      url,
      realm: account.id,
      nonce: makeNonce(),
      timestamp: Math.floor(clock.now() / 1000),
    })
