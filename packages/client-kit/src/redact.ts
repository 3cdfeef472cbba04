const mask = '***'

/** Names whose values are never shown, in headers, queries and bodies. Compared without case, `_` and `-`. */
const secretNames =
  /^(authorization|cookie|setcookie|xttsaccesstoken|accesstoken|refreshtoken|appsecret|clientsecret|consumersecret|tokensecret|clientassertion|codeverifier|authcode|code|sign|signature|oauth(signature|token|consumerkey)|password|privatekey|secret|token|shopcipher|cipher)$/

/** Buyers' data: not a secret of ours, but nobody's business in a log either. */
const personalNames =
  /^(buyeremail|email|phone|phonenumber|addrphone|fulladdress|addressline\d|addressdetail|addr[123]|name|firstname|lastname|addressee|recipientaddress|cpf|cpfname|buyermessage|buyernickname)$/

const plain = (name: string): string => name.toLowerCase().replace(/[_-]/g, '')

export const isSecretName = (name: string): boolean => secretNames.test(plain(name))

export interface Redactor {
  /** The text with known secrets, and values that stand beside a secret's or a person's name, masked. */
  text(text: string): string
  /** The URL with the values of secret parameters masked. */
  url(url: string): string
  headers(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>>
  /** Adds a secret that became known later, a renewed token for example. */
  learn(secret: string): void
}

/**
 * Masks secrets by name and by value. Values shorter than six characters are not looked for: they would mask half of every text.
 */
export const createRedactor = (secrets: readonly (string | undefined)[] = []): Redactor => {
  const known = new Set<string>()
  let values: readonly string[] = []
  const learn = (secret: string): void => {
    if (secret.length < 6 || known.has(secret)) return
    known.add(secret)
    // The longest first: a secret may be part of another.
    values = [...known]
      .flatMap(each => [each, encodeURIComponent(each)])
      .sort((left, right) => right.length - left.length)
  }
  for (const secret of secrets) if (secret !== undefined) learn(secret)
  const byValue = (text: string): string =>
    values.reduce((masked, value) => masked.replaceAll(value, mask), text)
  return {
    learn,
    text: text => byValue(maskQueries(maskJsonValues(text))),
    url: url => byValue(maskQueries(url)),
    headers: headers =>
      Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [name, isSecretName(name) ? mask : byValue(value)]),
      ),
  }
}

// Works on cut-off JSON too, which is what an excerpt of a malformed answer is.
const jsonMember = /"([A-Za-z0-9_-]{1,60})"(\s*:\s*)("(?:[^"\\]|\\.)*"?|-?[0-9.]+)/g

const maskJsonValues = (text: string): string =>
  text.replace(jsonMember, (whole, name: string, colon: string) =>
    isMasked(name) ? `"${name}"${colon}"${mask}"` : whole,
  )

// `code` is a secret in a query; in a body it is the vendor's result.
const isMasked = (name: string): boolean =>
  plain(name) !== 'code' && (isSecretName(name) || personalNames.test(plain(name)))

const queryParameter = /([?&])([A-Za-z0-9_.-]{1,60})=([^&\s"']*)/g

const maskQueries = (text: string): string =>
  text.replace(queryParameter, (whole, before: string, name: string) =>
    isSecretName(name) ? `${before}${name}=${mask}` : whole,
  )

/** The first `length` characters of an answer, masked, on one line. */
export const excerptOf = (body: Uint8Array | string, redactor: Redactor, length = 300): string => {
  const text = typeof body === 'string' ? body : new TextDecoder().decode(body.subarray(0, length * 4))
  // Mask before cutting: a secret cut in half would not be recognised.
  const masked = redactor.text(text).replace(/\s+/g, ' ').trim()
  return masked.length > length ? `${masked.slice(0, length)}…` : masked
}
