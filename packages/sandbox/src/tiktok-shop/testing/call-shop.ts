import { z } from 'zod'
import type { Sandbox } from '../../create-sandbox.js'
import { isJsonObject, type JsonObject } from '../../json.js'
import { computeSign } from '../gateway/sign.js'
import { defaultTikTokShopCredentials } from '../seed.js'

const host = 'https://open-api.tiktokglobalshop.com'
const known = defaultTikTokShopCredentials

export interface TestCall {
  readonly method?: string
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  readonly body?: unknown
  /** Leaves the cipher out. */
  readonly noCipher?: boolean
  readonly token?: string
  readonly appSecret?: string
  /** Changes the query after it was signed. */
  readonly tamper?: (query: Record<string, string>) => void
  /** Changes the body after it was signed. */
  readonly sentBody?: string
}

/** A signed request as a caller would send it. */
export const signedRequest = (sandbox: Pick<Sandbox, 'clock'>, call: TestCall): Request => {
  const body = call.body === undefined ? undefined : JSON.stringify(call.body)
  const query: Record<string, string> = {
    app_key: known.appKey,
    timestamp: String(sandbox.clock.nowSecs()),
    ...(call.noCipher ? {} : { shop_cipher: known.shopCipher }),
    ...call.query,
  }
  query['sign'] = computeSign({
    appSecret: call.appSecret ?? known.appSecret,
    path: call.path,
    query,
    ...(body === undefined ? {} : { body: Buffer.from(body) }),
  })
  call.tamper?.(query)
  return new Request(`${host}${call.path}?${new URLSearchParams(query)}`, {
    method: call.method ?? (body === undefined ? 'GET' : 'POST'),
    headers: { 'x-tts-access-token': call.token ?? known.accessToken, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: call.sentBody ?? body }),
  })
}

export interface Answered {
  readonly status: number
  readonly code: number
  readonly message: string
  readonly data: JsonObject | null
}

/** Calls the sandbox's TikTok Shop and reads the envelope. */
export const callShop = async (sandbox: Sandbox, call: TestCall): Promise<Answered> => {
  const response = await sandbox.tiktokShop.fetch(signedRequest(sandbox, call))
  const envelope = envelopeShape.parse(await response.json())
  return { status: response.status, ...envelope }
}

const envelopeShape = z.object({
  code: z.number(),
  message: z.string(),
  data: z.custom<JsonObject>(isJsonObject).nullable(),
})

/** The objects of a list in an answer. */
export const rowsOf = (data: JsonObject | null, name: string): readonly JsonObject[] => {
  const rows = data?.[name]
  return Array.isArray(rows) ? rows.filter(isJsonObject) : []
}

export const ordersSearch = '/order/202309/orders/search'
