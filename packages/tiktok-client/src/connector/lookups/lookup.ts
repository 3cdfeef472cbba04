import type { CallContext, LookupAnswer, LookupDescription, LookupRequest } from '@tiktok-ns/flow-engine'
import type { TikTokShopClient } from '../../tiktok-shop-client.js'

/** What a lookup is asked in. */
export interface LookupContext extends CallContext {
  /** Epoch milliseconds. */
  readonly now: () => number
}

/** One lookup: what a flow may know of it, and how it answers a page's keys. */
export interface Lookup {
  readonly description: LookupDescription
  lookupMany(
    client: TikTokShopClient,
    request: LookupRequest,
    context: LookupContext,
  ): Promise<readonly LookupAnswer[]>
}
