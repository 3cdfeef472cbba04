import type { Clock, Logger, RequestGate, RetryPolicy, Telemetry, Transport } from '@tiktok-ns/client-kit'
import type { TokenStore } from './auth/token-store.js'

export interface TikTokShopClientOptions extends ShopChoice {
  /** From Partner Center. */
  readonly appKey: string
  readonly appSecret: string
  /** A token that you renew yourself. Give this or `tokenStore`. */
  readonly accessToken?: string
  /** Where tokens are kept; they are renewed by themselves. Default: in memory, for the life of the process. */
  readonly tokenStore?: TokenStore
  /** Milliseconds before an access token's end at which it is renewed. Default 600,000. */
  readonly renewBeforeMs?: number
  /** Default `https://open-api.tiktokglobalshop.com`. */
  readonly baseUrl?: string
  /** Default `https://auth.tiktok-shops.com`. */
  readonly authBaseUrl?: string
  /** Requests at once, for each shop. Default 10. */
  readonly maxConcurrent?: number
  /** Requests a second, for each shop. Default 40, below the 50 that TikTok documented last. Slows down by itself after a refusal. */
  readonly maxPerSecond?: number
  /** Shared by clients of the same app and shop, in place of `maxConcurrent` and `maxPerSecond`. */
  readonly gate?: RequestGate
  /** Milliseconds for one try. Default 30,000. */
  readonly timeoutMs?: number
  /** Default: five tries, waiting from one second to a minute between them. */
  readonly retryPolicy?: RetryPolicy
  /** In place of the global `fetch`, under ky. */
  readonly fetch?: typeof globalThis.fetch
  /** In place of ky, where no `fetch` is given, for example `createUndiciTransport()` of `/undici`. */
  readonly transport?: Transport
  readonly clock?: Clock
  /** Told of every answer and every retry, without secrets and ids. `console` is one. Default: none. */
  readonly logger?: Logger
  /** Where traces and metrics go, for example `openTelemetry()` of `/opentelemetry`. Default: nowhere. */
  readonly telemetry?: Telemetry
  /** Default `tiktok-ns-tiktok-client/<version>`. */
  readonly userAgent?: string
}

/** Which shop a client is for; neither is needed where the token covers only one. */
export interface ShopChoice {
  /** What TikTok names the shop by in calls. */
  readonly shopCipher?: string
  /** Chooses among the authorized shops; its cipher is looked up. */
  readonly shopId?: string
}
