import { isApiError } from '@tiktok-ns/client-kit'
import type { MissingPart } from '@tiktok-ns/flow-engine'
import type { TikTokShopClient } from '../tiktok-shop-client.js'

/** A part of the connector, of which it may depend on the market whether there is one. */
export type MarketPart = Pick<MissingPart, 'kind' | 'name' | 'operation'>

interface MarketRow extends MarketPart {
  /** Two-letter codes of the markets that have it, or that lack it. */
  readonly markets: { readonly only: readonly string[] } | { readonly not: readonly string[] }
  readonly what: string
  readonly next: string
}

const southEastAsia = ['ID', 'MY', 'PH', 'SG', 'TH', 'VN']

/** @see "Fulfillment API overview" and "Get Payments", TikTok Shop Partner Center */
const marketTable: readonly MarketRow[] = [
  {
    kind: 'resource',
    name: 'payments',
    markets: { not: southEastAsia },
    what: 'pays sellers by no payments',
    next: 'Withdrawals take their place: run tiktok-withdrawals-to-netsuite-bank instead of the flow that reads payments.',
  },
  {
    kind: 'import',
    name: 'shipment',
    operation: 'markShipped',
    markets: { only: ['US', 'GB', 'UK', 'DE', 'ES', 'FR', 'IE', 'IT', 'JP'] },
    what: 'lets no order be marked as shipped',
    next: "TikTok has made the packages there, and they are handed over: set market to the shop's country.",
  },
]

/** What the table says is missing in a market. */
export const missingIn = (market: string): readonly MissingPart[] =>
  marketTable
    .filter(({ markets }) =>
      'only' in markets ? !markets.only.includes(market) : markets.not.includes(market),
    )
    .map(({ markets: _, what, ...part }) => ({
      ...part,
      market,
      message: `TikTok Shop ${what} in ${market}`,
    }))

/** Only of parts for which this is so is the market asked for. */
export const dependsOnMarket = (part: MarketPart): boolean => marketTable.some(row => isSamePart(row, part))

export const isSamePart = (one: MarketPart, other: MarketPart): boolean =>
  one.kind === other.kind && one.name === other.name && one.operation === other.operation

/** The market of the connection's shop, asked for once; undefined where TikTok does not say. */
export const createMarket = (
  client: TikTokShopClient,
  { shopId, shopCipher }: { readonly shopId?: string | undefined; readonly shopCipher?: string | undefined },
): ((signal: AbortSignal) => Promise<string | undefined>) => {
  let known: Promise<string | undefined> | undefined
  const ask = async (signal: AbortSignal) => {
    const shops = await client.shops.listAuthorized({ signal })
    const own = shops.filter(
      ({ id, cipher }) =>
        (shopId === undefined || id === shopId) && (shopCipher === undefined || cipher === shopCipher),
    )
    return own.length === 1 ? own[0]?.region : undefined
  }
  return async signal => {
    known ??= ask(signal)
    try {
      return await known
    } catch (error) {
      known = undefined
      // Whatever is wrong, the call itself will say it.
      if (isApiError(error)) return undefined
      throw error
    }
  }
}
