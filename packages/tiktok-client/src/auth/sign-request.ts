import { createHmac } from 'node:crypto'

export interface RequestToSign {
  readonly appSecret: string
  /** Path only, with real ids: no host, no query. */
  readonly path: string
  /** Every query parameter, values decoded. */
  readonly query: Readonly<Record<string, string>>
  /** The bytes that are sent; left out when there is no body or it is multipart. */
  readonly body?: string | undefined
}

/** Parameters that take no part in the signature. */
const unsigned = new Set(['sign', 'access_token'])

/**
 * The text that TikTok Shop signs: secret, path, parameters sorted by key and joined as `{key}{value}`, body, secret.
 *
 * @see "Sign your API request", TikTok Shop Partner Center
 */
export const stringToSign = ({ appSecret, path, query, body = '' }: RequestToSign): string => {
  const parameters = Object.entries(query)
    .filter(([name]) => !unsigned.has(name))
    // Plain byte order: a locale's order would put cases and accents elsewhere.
    .sort(([left], [right]) => Buffer.compare(Buffer.from(left), Buffer.from(right)))
    .map(([name, value]) => `${name}${value}`)
  return `${appSecret}${path}${parameters.join('')}${body}${appSecret}`
}

/** The `sign` parameter of a request: HMAC-SHA256 with the app secret as key, lower-case hex. */
export const signRequest = (request: RequestToSign): string =>
  createHmac('sha256', request.appSecret).update(stringToSign(request)).digest('hex')
