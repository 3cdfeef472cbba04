import type { Sandbox } from '../../create-sandbox.js'
import { isJsonObject, type JsonObject } from '../../json.js'
import { defaultTikTokShopCredentials } from '../seed.js'

/** Calls a route under `/_sandbox/tiktok-shop/shops/{the default shop}`. */
export const admin = async (
  sandbox: Sandbox,
  method: string,
  path: string,
  body?: unknown,
): Promise<JsonObject> => {
  const response = await sandbox.tiktokShop.fetch(
    `http://sandbox/_sandbox/tiktok-shop/shops/${defaultTikTokShopCredentials.shopId}${path}`,
    { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) },
  )
  const text = await response.text()
  const answer: unknown = text === '' ? {} : JSON.parse(text)
  if (!response.ok || !isJsonObject(answer)) throw new Error(text)
  return answer
}
