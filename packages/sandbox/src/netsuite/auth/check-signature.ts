import { createHmac, timingSafeEqual } from 'node:crypto'
import type { TokenCredentials } from './auth-seed.js'

export interface SignatureCheck {
  readonly account: string
  readonly credentials: readonly TokenCredentials[]
  readonly nowMs: number
  /** Nonces seen, with when they may be forgotten. Changed by the check. */
  readonly nonces: Map<string, number>
}

/** About five minutes off is refused. */
const windowSecs = 300

const encode = (text: string): string =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )

/** Checks a request's OAuth 1.0a signature: RFC 5849 with HMAC-SHA256. Gives its token, or why it is refused. */
export const checkSignature = (
  request: Request,
  { account, credentials, nowMs, nonces }: SignatureCheck,
): { readonly token: TokenCredentials } | { readonly refused: string } => {
  const header = parseHeader(request.headers.get('authorization'))
  if (header === undefined) return { refused: 'there is no readable Authorization header' }
  const { realm, oauth_signature: signature = '', ...parameters } = header
  const { oauth_nonce: nonce = '', oauth_timestamp: timestamp = '', oauth_version: version } = parameters
  const token = credentials.find(({ tokenId }) => tokenId === parameters['oauth_token'])
  if (realm !== account) return { refused: 'realm is not the account id in upper case with underscores' }
  if (!credentials.some(({ consumerKey }) => consumerKey === parameters['oauth_consumer_key']))
    return { refused: 'the consumer key is unknown' }
  if (token === undefined || token.revoked) return { refused: 'the token is unknown or revoked' }
  if (token.consumerKey !== parameters['oauth_consumer_key'])
    return { refused: 'the token belongs to another integration' }
  if (parameters['oauth_signature_method'] !== 'HMAC-SHA256')
    return { refused: 'the signature method is not HMAC-SHA256' }
  if (version !== undefined && version !== '1.0') return { refused: 'the version is not 1.0' }
  if (!/^[A-Za-z0-9]{6,64}$/.test(nonce)) return { refused: 'the nonce is not 6 to 64 letters and digits' }
  if (!/^\d+$/.test(timestamp) || Math.abs(Number(timestamp) - nowMs / 1000) > windowSecs)
    return { refused: 'the time stamp is more than five minutes off' }
  if (!signatureFits(request, parameters, token, signature)) return { refused: 'the signature does not fit' }
  if (!remember(nonces, `${token.tokenId} ${nonce}`, nowMs)) return { refused: 'the nonce was used before' }
  return { token }
}

const parseHeader = (header: string | null): Record<string, string> | undefined => {
  if (header === null || !/^OAuth\s/i.test(header)) return undefined
  const parameters: Record<string, string> = {}
  for (const [, name, value] of header.matchAll(/([A-Za-z_]+)="([^"]*)"/g)) {
    if (name === undefined || value === undefined) continue
    try {
      parameters[name] = decodeURIComponent(value)
    } catch {
      return undefined // not percent-encoded as it has to be
    }
  }
  return parameters
}

const signatureFits = (
  request: Request,
  parameters: Record<string, string>,
  known: TokenCredentials,
  signature: string,
): boolean => {
  const url = new URL(request.url)
  const all = [...decodedQuery(url), ...Object.entries(parameters)]
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(
      ([leftName, leftValue], [rightName, rightValue]) =>
        order(leftName, rightName) || order(leftValue, rightValue),
    )
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
  const base = [request.method.toUpperCase(), encode(`${url.origin}${url.pathname}`), encode(all)].join('&')
  const key = `${encode(known.consumerSecret)}&${encode(known.tokenSecret)}`
  const expected = createHmac('sha256', key).update(base).digest()
  const given = Buffer.from(signature, 'base64')
  return given.length === expected.length && timingSafeEqual(given, expected)
}

/** Percent-decoding only: a `+` stays a plus, as in RFC 3986. */
const decodedQuery = ({ search }: URL): readonly (readonly [string, string])[] =>
  search
    .slice(1)
    .split('&')
    .filter(pair => pair !== '')
    .map(pair => {
      const [name = '', ...value] = pair.split('=')
      return [decodeURIComponent(name), decodeURIComponent(value.join('='))] as const
    })

const order = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0)

/** False when the nonce was used before. */
const remember = (nonces: Map<string, number>, key: string, nowMs: number): boolean => {
  if ((nonces.get(key) ?? 0) > nowMs) return false
  if (nonces.size > 50_000) for (const [old, until] of nonces) if (until <= nowMs) nonces.delete(old)
  nonces.set(key, nowMs + 2 * windowSecs * 1000)
  return true
}
