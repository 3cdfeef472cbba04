import { createBearerAuthorizer } from './access-token.js'
import type { Authorizer, AuthorizerContext } from './authorizer.js'
import {
  type AssertionAlgorithm,
  type OAuth2Scope,
  readPrivateKey,
  signAssertion,
} from './client-assertion.js'
import { requestOAuth2Token, tokenAudience } from './request-oauth2-token.js'

/** OAuth 2.0 machine to machine: a certificate instead of a password. The one to choose for servers. */
export interface MachineCredentials {
  /** Consumer key of the integration record. */
  readonly clientId: string
  /** Certificate id from Setup > Integration > OAuth 2.0 Client Credentials Setup. */
  readonly certificateId: string
  /** The certificate's private key in PEM: RSA of 3072 or 4096 bits, or EC on P-256, P-384 or P-521. */
  readonly privateKey: string
  /** Left out, the key decides: PS256 for RSA, ES256 for P-256. */
  readonly algorithm?: AssertionAlgorithm
  /** What the integration record allows. Default `rest_webservices` and `restlets`. */
  readonly scopes?: readonly OAuth2Scope[]
}

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/**
 * Logs in with a signed assertion, and again when the token (an hour) is about to end: there is no refresh token.
 *
 * @throws TypeError at once when the key is none that NetSuite takes.
 * @see "OAuth 2.0 Client Credentials Flow", NetSuite Authentication Guide
 */
export const createMachineAuthorizer = (
  { clientId, certificateId, privateKey, algorithm, scopes = defaultScopes }: MachineCredentials,
  context: AuthorizerContext,
): Authorizer => {
  const key = readPrivateKey(privateKey, algorithm)
  return createBearerAuthorizer(async () => {
    const form = {
      grant_type: 'client_credentials',
      client_assertion_type: assertionType,
      client_assertion: await signAssertion({
        clientId,
        certificateId,
        key,
        scopes,
        audience: tokenAudience(context),
        nowMs: context.clock.now(),
      }),
    }
    const { accessToken, accessTokenExpiresAt } = await requestOAuth2Token({ form }, context)
    return { value: accessToken, expiresAt: accessTokenExpiresAt }
  }, context.clock)
}

export const defaultScopes: readonly OAuth2Scope[] = ['rest_webservices', 'restlets']
