import type { Clock, RunCall } from '@tiktok-ns/client-kit'
import type { Account } from '../transport/account-url.js'
import { createMachineAuthorizer, type MachineCredentials } from './machine-authorizer.js'
import { createPersonAuthorizer, type PersonCredentials } from './person-authorizer.js'
import type { TokenCredentials } from './sign-oauth1-request.js'
import { createTokenAuthorizer } from './token-authorizer.js'

/** The three ways to be somebody in NetSuite; the fields say which it is. */
export type NetSuiteAuth = MachineCredentials | PersonCredentials | TokenCredentials

/** Makes the `Authorization` header for one try of one request. */
export interface Authorizer {
  authorize(request: { readonly method: string; readonly url: string }): Promise<string>
  /** Says that NetSuite refused a header as a wrong login, so that the next one is not made from the same token. */
  refused(header: string): void
}

export interface AuthorizerContext {
  readonly account: Account
  /** Where token requests go; another host than the account's for a sandbox or a proxy. */
  readonly restUrl: string
  readonly runCall: RunCall
  readonly clock: Clock
  readonly timeoutMs: number
}

export const createAuthorizer = (auth: NetSuiteAuth, context: AuthorizerContext): Authorizer => {
  if ('consumerKey' in auth) return createTokenAuthorizer(auth, context.account, context.clock)
  if ('certificateId' in auth) return createMachineAuthorizer(auth, context)
  return createPersonAuthorizer(auth, context)
}

/** What must never be shown, as far as it is known before the first request. */
export const secretsOf = (auth: NetSuiteAuth): readonly string[] => {
  if ('consumerKey' in auth) return [auth.consumerKey, auth.consumerSecret, auth.tokenId, auth.tokenSecret]
  if ('certificateId' in auth) return [auth.privateKey]
  return auth.clientSecret === undefined ? [] : [auth.clientSecret]
}
