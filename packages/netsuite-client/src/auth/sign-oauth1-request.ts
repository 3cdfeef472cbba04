import { createHmac } from 'node:crypto'

export interface TokenCredentials {
  readonly consumerKey: string
  readonly consumerSecret: string
  readonly tokenId: string
  readonly tokenSecret: string
}

export interface OAuth1Request {
  readonly method: string
  readonly url: string
  /** Account id as NetSuite prints it: upper case, underscore. */
  readonly realm: string
  /** Unique for every try. */
  readonly nonce: string
  /** Unix seconds. */
  readonly timestamp: number
}

/** RFC 3986: `encodeURIComponent` leaves five characters alone that OAuth wants encoded. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )

const oauthParameters = (
  credentials: TokenCredentials,
  { nonce, timestamp }: OAuth1Request,
): readonly (readonly [string, string])[] => [
  ['oauth_consumer_key', credentials.consumerKey],
  ['oauth_token', credentials.tokenId],
  ['oauth_signature_method', 'HMAC-SHA256'],
  ['oauth_timestamp', String(timestamp)],
  ['oauth_nonce', nonce],
  ['oauth_version', '1.0'],
]

/** The text that is signed: method, URL and all parameters, each encoded. A JSON body takes no part. */
export const baseString = (credentials: TokenCredentials, request: OAuth1Request): string => {
  const url = new URL(request.url)
  const parameters = [...url.searchParams, ...oauthParameters(credentials, request)]
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(
      ([leftName, leftValue], [rightName, rightValue]) =>
        compare(leftName, rightName) || compare(leftValue, rightValue),
    )
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
  return [request.method.toUpperCase(), encode(`${url.origin}${url.pathname}`), encode(parameters)].join('&')
}

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0)

/**
 * The `Authorization` header of token-based authentication. Made anew for every try: NetSuite refuses a nonce it has seen.
 *
 * @see "The Signature for Web Services and RESTlets", NetSuite Authentication Guide
 */
export const signOAuth1Request = (credentials: TokenCredentials, request: OAuth1Request): string => {
  const key = `${encode(credentials.consumerSecret)}&${encode(credentials.tokenSecret)}`
  const signature = createHmac('sha256', key).update(baseString(credentials, request)).digest('base64')
  const parameters = [
    ['realm', request.realm] as const,
    ...oauthParameters(credentials, request),
    ['oauth_signature', signature] as const,
  ]
  return `OAuth ${parameters.map(([name, value]) => `${name}="${name === 'realm' ? value : encode(value)}"`).join(', ')}`
}
