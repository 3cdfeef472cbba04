import type { Account } from '../account.js'
import type { Role, Scope } from './auth-seed.js'
import { checkSignature } from './check-signature.js'

/** Who calls, and what they may do. */
export interface Session {
  /** Undefined for an administrator, who may do everything. */
  readonly role: Role | undefined
  /** Undefined for a token of OAuth 1.0, which has none. */
  readonly scopes: readonly Scope[] | undefined
}

/** The session of a request that proves who it is, by signature or bearer token; undefined when it does not. */
export const authenticate = (request: Request, account: Account, nowMs: number): Session | undefined => {
  const header = request.headers.get('authorization') ?? ''
  const bearer = /^Bearer\s+(\S+)$/i.exec(header)?.[1]
  const checked =
    bearer === undefined ? bySignature(request, account, nowMs) : byBearer(bearer, account, nowMs)
  if (!('refused' in checked)) return checked
  account.audit.add({ atMs: nowMs, by: bearer === undefined ? 'token' : 'oauth2', refused: checked.refused })
  return undefined
}

type Checked = Session | { readonly refused: string }

const bySignature = (request: Request, account: Account, nowMs: number): Checked => {
  const { account: realm, tokens: credentials } = account.settings
  const checked = checkSignature(request, { account: realm, credentials, nowMs, nonces: account.nonces })
  if ('refused' in checked) return checked
  return withRole(checked.token.role, undefined, 'Log in using Access Tokens', account)
}

const byBearer = (bearer: string, account: Account, nowMs: number): Checked => {
  const grant = account.grants.accessToken(bearer, nowMs)
  if (grant === undefined) return { refused: 'the access token is unknown, ended or revoked' }
  return withRole(grant.role, grant.scopes, 'Log in using OAuth 2.0 Access Tokens', account)
}

const withRole = (
  roleId: string | undefined,
  scopes: readonly Scope[] | undefined,
  permission: string,
  { settings }: Account,
): Checked => {
  if (roleId === undefined) return { role: undefined, scopes }
  const role = settings.roles.find(({ id }) => id === roleId)
  if (role === undefined) return { refused: `there is no role ${roleId}` }
  if (role.permissions[permission] === undefined) return { refused: `the role lacks "${permission}"` }
  return { role, scopes }
}
