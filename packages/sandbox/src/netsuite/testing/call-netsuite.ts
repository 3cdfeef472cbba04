import { createHmac, randomBytes } from 'node:crypto'
import type { Sandbox } from '../../create-sandbox.js'
import { isJsonObject, type Json, type JsonObject } from '../../json.js'
import { hostLabelOf } from '../account-host.js'
import { defaultNetSuiteCredentials } from '../seed.js'

export interface TestCall {
  readonly method?: string
  /** After the host; records may start at the type: `salesOrder/1`. */
  readonly path: string
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** In place of the signature. */
  readonly authorization?: string
  /** Changes what is signed with. */
  readonly credentials?: Partial<Record<keyof typeof defaultNetSuiteCredentials, string>>
  /** Changes the parameters before they are signed. */
  readonly parameters?: Readonly<Record<string, string>>
}

const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, char => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)

/** An OAuth 1.0 header as the reference's section 2.3 says; written anew, so that it checks the server's reading of it. */
export const signatureHeader = (
  url: URL,
  method: string,
  nowSecs: number,
  { credentials, parameters }: Pick<TestCall, 'credentials' | 'parameters'> = {},
): string => {
  const known = { ...defaultNetSuiteCredentials, ...credentials }
  const oauth: Record<string, string> = {
    oauth_consumer_key: known.consumerKey,
    oauth_token: known.tokenId,
    oauth_signature_method: 'HMAC-SHA256',
    oauth_timestamp: String(nowSecs),
    oauth_nonce: randomBytes(12).toString('hex'),
    oauth_version: '1.0',
    ...parameters,
  }
  const query = url.search
    .slice(1)
    .split('&')
    .filter(Boolean)
    .map(pair => pair.split(/=(.*)/s).map(decodeURIComponent))
  const pairs = [...query, ...Object.entries(oauth)]
    .map(([name = '', value = '']) => [encode(name), encode(value)] as const)
    .sort(([a, x], [b, y]) => (a < b ? -1 : a > b ? 1 : x < y ? -1 : 1))
  const base = [
    method,
    encode(`${url.origin}${url.pathname}`),
    encode(pairs.map(pair => pair.join('=')).join('&')),
  ].join('&')
  const key = `${encode(known.consumerSecret)}&${encode(known.tokenSecret)}`
  const signature = createHmac('sha256', key).update(base).digest('base64')
  const all = { realm: known.account, ...oauth, oauth_signature: signature }
  return `OAuth ${Object.entries(all)
    .map(([name, value]) => `${name}="${encode(value)}"`)
    .join(', ')}`
}

export interface Answered {
  readonly status: number
  readonly headers: Headers
  readonly body: JsonObject
  /** The id in `Location`. */
  readonly id: string
  /** The code and text of the first detail of a refusal. */
  readonly code: string
  readonly detail: string
}

/** Calls the sandbox's NetSuite with a signature, unless told otherwise. */
export const callNetSuite = async (
  sandbox: Pick<Sandbox, 'netsuite' | 'clock'>,
  call: TestCall,
): Promise<Answered> => {
  const host = `https://${hostLabelOf(call.credentials?.account ?? defaultNetSuiteCredentials.account)}.suitetalk.api.netsuite.com`
  const url = new URL(call.path.startsWith('/') ? call.path : `/services/rest/record/v1/${call.path}`, host)
  const method = call.method ?? (call.body === undefined ? 'GET' : 'POST')
  const response = await sandbox.netsuite.fetch(url, {
    method,
    redirect: 'manual',
    headers: {
      authorization: call.authorization ?? signatureHeader(url, method, sandbox.clock.nowSecs(), call),
      'content-type': 'application/json',
      ...call.headers,
    },
    ...(call.body === undefined
      ? {}
      : { body: typeof call.body === 'string' ? call.body : JSON.stringify(call.body) }),
  })
  const text = await response.text()
  const body: Json = text.startsWith('{') ? JSON.parse(text) : {}
  const answered = isJsonObject(body) ? body : {}
  const details = answered['o:errorDetails']
  const first: Json | undefined = Array.isArray(details) ? details[0] : undefined
  const detail = first !== undefined && isJsonObject(first) ? first : {}
  return {
    status: response.status,
    headers: response.headers,
    body: answered,
    id: response.headers.get('location')?.split('/').at(-1) ?? '',
    code: String(detail['o:errorCode'] ?? ''),
    detail: String(detail['detail'] ?? ''),
  }
}
