import { createPublicKey } from 'node:crypto'
import { z } from 'zod'

export const scope = z.enum(['rest_webservices', 'restlets', 'suite_analytics'])
export type Scope = z.output<typeof scope>

/** How far a permission reaches; each level includes those before it. */
export const permissionLevels = ['view', 'create', 'edit', 'full'] as const

export const role = z.strictObject({
  id: z.string(),
  name: z.string(),
  /** By the name on the role's page, such as `Sales Order`; what is not there the role may not do. */
  permissions: z.record(z.string(), z.enum(permissionLevels)),
})
export type Role = z.output<typeof role>

/** An integration with a token of it, as NetSuite shows them once when they are made. */
export const token = z.strictObject({
  consumerKey: z.string(),
  consumerSecret: z.string(),
  tokenId: z.string(),
  tokenSecret: z.string(),
  /** Id of the token's role; left out, an administrator's. */
  role: z.string().optional(),
  revoked: z.boolean().default(false),
})
export type TokenCredentials = z.output<typeof token>

const isStrongKey = (pem: string): boolean => {
  try {
    const { asymmetricKeyType, asymmetricKeyDetails } = createPublicKey(pem)
    if (asymmetricKeyType === 'ec')
      return ['prime256v1', 'secp384r1', 'secp521r1'].includes(asymmetricKeyDetails?.namedCurve ?? '')
    return [3072, 4096].includes(asymmetricKeyDetails?.modulusLength ?? 0)
  } catch {
    return false
  }
}

const certificate = z.strictObject({
  /** The `kid` of assertions. */
  id: z.string(),
  /** A certificate or a public key as PEM: RSA with 3072 or 4096 bits, or EC on P-256, P-384 or P-521. */
  publicKey: z.string().refine(isStrongKey, 'is no RSA key of 3072 or 4096 bits and no EC key'),
  role: z.string().optional(),
  entity: z.string().optional(),
  revoked: z.boolean().default(false),
})

/** An integration record that uses OAuth 2.0. */
export const integration = z.strictObject({
  clientId: z.string(),
  /** Left out for a public client, which proves itself by PKCE alone. */
  clientSecret: z.string().optional(),
  name: z.string().optional(),
  enabled: z.boolean().default(true),
  scopes: z.array(scope).default(['rest_webservices', 'restlets']),
  redirectUris: z.array(z.string()).default([]),
  certificates: z.array(certificate).default([]),
  /** Who agrees on the consent page, which the sandbox skips. */
  consent: z.strictObject({ role: z.string().optional(), entity: z.string().default('-5') }).prefault({}),
})
export type Integration = z.output<typeof integration>

const grant = {
  clientId: z.string(),
  role: z.string().optional(),
  scopes: z.array(scope),
  expireAtMs: z.number(),
}

/** OAuth 2.0 tokens and codes that have been given out. */
export const grants = z.strictObject({
  accessTokens: z.array(z.strictObject({ token: z.string(), ...grant })).default([]),
  refreshTokens: z.array(z.strictObject({ token: z.string(), ...grant })).default([]),
  codes: z
    .array(
      z.strictObject({
        code: z.string(),
        redirectUri: z.string(),
        challenge: z.string().optional(),
        ...grant,
      }),
    )
    .default([]),
})
export type GrantsSeed = z.output<typeof grants>
