import { createHmac, timingSafeEqual } from 'node:crypto'

export interface SignedParts {
  readonly appSecret: string
  readonly path: string
  /** Decoded. `sign` and `access_token` are left out of the signature. */
  readonly query: Readonly<Record<string, string>>
  /** Raw bytes as they came; left out for multipart bodies. */
  readonly body?: Uint8Array
}

/** The signature TikTok Shop expects, lower-case hex. Vendor page: "Sign your API request". */
export const computeSign = ({ appSecret, path, query, body }: SignedParts): string => {
  const hmac = createHmac('sha256', appSecret)
  hmac.update(appSecret + path)
  for (const name of Object.keys(query).sort(byteOrder)) {
    if (name !== 'sign' && name !== 'access_token') hmac.update(name + query[name])
  }
  if (body) hmac.update(body)
  return hmac.update(appSecret).digest('hex')
}

export const isSameSign = (given: string, wanted: string): boolean => {
  const [one, other] = [Buffer.from(given), Buffer.from(wanted)]
  return one.length === other.length && timingSafeEqual(one, other)
}

const byteOrder = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)
