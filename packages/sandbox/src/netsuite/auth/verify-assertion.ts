import { constants, createPublicKey, verify } from 'node:crypto'
import { z } from 'zod'
import type { Integration, Scope } from './auth-seed.js'
import { scope } from './auth-seed.js'

/** What a good assertion proves. */
export interface Assertion {
  readonly integration: Integration
  readonly certificate: Integration['certificates'][number]
  readonly scopes: readonly Scope[]
}

/** Why an assertion was refused: the error of RFC 6749, and words for the login audit trail. */
export interface AssertionRefusal {
  readonly error: 'invalid_request' | 'invalid_client' | 'invalid_grant'
  readonly reason: string
}

export interface AssertionCheck {
  readonly integrations: readonly Integration[]
  /** Spellings of the token URL that `aud` may have. */
  readonly audiences: readonly string[]
  readonly nowMs: number
}

const maxLifeSecs = 3600
const skewSecs = 300

/** RSA-PSS and ECDSA only: PKCS 1 v1.5 (`RS256`) is no longer accepted. */
const algorithms: Readonly<Record<string, 'rsa' | 'ec'>> = {
  PS256: 'rsa',
  PS384: 'rsa',
  PS512: 'rsa',
  ES256: 'ec',
  ES384: 'ec',
  ES512: 'ec',
}

const header = z.looseObject({ alg: z.string(), kid: z.string() })
const payload = z.looseObject({
  iss: z.string(),
  scope: z.union([z.string(), z.array(z.string())]),
  aud: z.union([z.string(), z.array(z.string())]),
  iat: z.number(),
  exp: z.number(),
})

const parsePart = (part: string): unknown => {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
  } catch {
    return undefined
  }
}

const refused = (error: AssertionRefusal['error'], reason: string): AssertionRefusal => ({ error, reason })

/** Checks the signed JWT by which a program gets an access token. */
export const verifyAssertion = (
  jwt: string,
  { integrations, audiences, nowMs }: AssertionCheck,
): Assertion | AssertionRefusal => {
  const [headerPart = '', payloadPart = '', signature = '', ...more] = jwt.split('.')
  const head = header.safeParse(parsePart(headerPart))
  const claims = payload.safeParse(parsePart(payloadPart))
  if (!head.success || !claims.success || more.length > 0)
    return refused('invalid_request', 'the assertion is no JWT with alg, kid, iss, scope, aud, iat and exp')
  const { alg, kid } = head.data
  const { iss, aud, iat, exp, scope: asked } = claims.data
  const keyType = algorithms[alg]
  if (keyType === undefined) return refused('invalid_request', `the algorithm ${alg} is not accepted`)
  const integration = integrations.find(({ clientId }) => clientId === iss)
  if (integration === undefined || !integration.enabled)
    return refused('invalid_client', 'no enabled integration has the client id in iss')
  const certificate = integration.certificates.find(({ id, revoked }) => id === kid && !revoked)
  if (certificate === undefined)
    return refused('invalid_client', 'no certificate of the integration has the kid')
  const nowSecs = nowMs / 1000
  if (![aud].flat().some(audience => audiences.includes(audience)))
    return refused('invalid_grant', 'aud is not the token URL')
  if (exp <= nowSecs) return refused('invalid_grant', 'the assertion has expired')
  if (iat > nowSecs + skewSecs) return refused('invalid_grant', 'iat is in the future')
  if (exp - iat > maxLifeSecs) return refused('invalid_grant', 'exp is more than 60 minutes after iat')
  const key = createPublicKey(certificate.publicKey)
  const isRightKey = key.asymmetricKeyType === keyType
  const signed = Buffer.from(`${headerPart}.${payloadPart}`)
  const options =
    keyType === 'rsa'
      ? { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
      : { key, dsaEncoding: 'ieee-p1363' as const }
  if (!isRightKey || !verify(`sha${alg.slice(2)}`, signed, options, Buffer.from(signature, 'base64url')))
    return refused('invalid_grant', 'the signature does not fit the certificate')
  const scopes = [asked]
    .flat()
    .flatMap(text => text.split(/[\s,]+/))
    .filter(Boolean)
  const known = z.array(scope).safeParse(scopes)
  if (!known.success || known.data.some(wanted => !integration.scopes.includes(wanted)))
    return refused('invalid_request', 'a scope is not one of the integration')
  return { integration, certificate, scopes: known.data }
}
