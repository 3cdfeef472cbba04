import { createPrivateKey, type KeyObject } from 'node:crypto'

export interface AssertionOptions {
  /** Consumer key of the integration record. */
  readonly clientId: string
  /** As NetSuite shows it under Setup > Integration > OAuth 2.0 Client Credentials Setup. */
  readonly certificateId: string
  readonly key: PrivateKey
  readonly scopes: readonly OAuth2Scope[]
  /** The account's own token address, even when requests go through a proxy. */
  readonly audience: string
  /** Epoch milliseconds. */
  readonly nowMs: number
}

/** What a token may be used for. */
export type OAuth2Scope = 'rest_webservices' | 'restlets' | 'suite_analytics'

export type AssertionAlgorithm = 'PS256' | 'PS384' | 'PS512' | 'ES256' | 'ES384' | 'ES512'

export interface PrivateKey {
  readonly key: KeyObject
  readonly algorithm: AssertionAlgorithm
}

/** NetSuite takes an hour at most; a short life is less worth stealing, and leaves room for a clock that is off. */
const assertionLifeSecs = 300

/**
 * Reads a private key in PEM, and says which algorithm goes with it: PS256 for RSA, ES256, ES384 or ES512 for P-256, P-384 or P-521.
 *
 * @throws TypeError when it is no private key, or one that NetSuite does not take. The message holds nothing of the key.
 */
export const readPrivateKey = (pem: string, algorithm?: AssertionAlgorithm): PrivateKey => {
  const key = parseKey(pem)
  const fitting = algorithmsFor(key)
  const [usual] = fitting
  if (usual === undefined) {
    throw new TypeError(
      'NetSuite takes RSA keys of 3072 or 4096 bits and EC keys on P-256, P-384 or P-521; privateKey is none of these',
    )
  }
  if (algorithm !== undefined && !fitting.includes(algorithm))
    throw new TypeError(`A key of this kind signs with ${fitting.join(', ')}, not with ${algorithm}`)
  return { key, algorithm: algorithm ?? usual }
}

/**
 * The signed JWT that stands in for a password.
 *
 * @see "OAuth 2.0 Client Credentials Flow", NetSuite Authentication Guide
 */
export const signAssertion = async (options: AssertionOptions): Promise<string> => {
  const { SignJWT } = await import('jose') // needed by this kind of login alone
  const issuedAt = Math.floor(options.nowMs / 1000)
  return new SignJWT({ scope: [...options.scopes] })
    .setProtectedHeader({ typ: 'JWT', alg: options.key.algorithm, kid: options.certificateId })
    .setIssuer(options.clientId)
    .setAudience(options.audience)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + assertionLifeSecs)
    .sign(options.key.key)
}

const parseKey = (pem: string): KeyObject => {
  try {
    return createPrivateKey(pem)
  } catch {
    // OpenSSL's message says nothing to an operator, and a cause might quote the key.
    throw new TypeError(
      'privateKey is no private key in PEM; it begins with "-----BEGIN PRIVATE KEY-----" and keeps its line breaks',
    )
  }
}

const curves: Readonly<Record<string, AssertionAlgorithm>> = {
  prime256v1: 'ES256',
  secp384r1: 'ES384',
  secp521r1: 'ES512',
}

const algorithmsFor = ({
  asymmetricKeyType,
  asymmetricKeyDetails,
}: KeyObject): readonly AssertionAlgorithm[] => {
  if (asymmetricKeyType === 'rsa') return ['PS256', 'PS384', 'PS512']
  const curve = asymmetricKeyType === 'ec' ? curves[asymmetricKeyDetails?.namedCurve ?? ''] : undefined
  return curve === undefined ? [] : [curve]
}
