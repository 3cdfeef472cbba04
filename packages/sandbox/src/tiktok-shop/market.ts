/** What differs by the country of a shop, as far as the references say. */
export interface Market {
  readonly currency: string
  /** The buyer's price holds the tax, and lines name none. In the US tax comes on top. */
  readonly taxIncluded: boolean
  /** Statements are settled into a wallet and withdrawn from it; there are no payments. */
  readonly wallet: boolean
}

const euro: Market = { currency: 'EUR', taxIncluded: true, wallet: false }
const wallet = (currency: string): Market => ({ currency, taxIncluded: true, wallet: true })

const unitedStates: Market = { currency: 'USD', taxIncluded: false, wallet: false }

const markets: Readonly<Record<string, Market>> = {
  US: unitedStates,
  GB: { currency: 'GBP', taxIncluded: true, wallet: false },
  DE: euro,
  ES: euro,
  FR: euro,
  IE: euro,
  IT: euro,
  JP: { currency: 'JPY', taxIncluded: true, wallet: false },
  BR: { currency: 'BRL', taxIncluded: true, wallet: false },
  MX: { currency: 'MXN', taxIncluded: true, wallet: false },
  ID: wallet('IDR'),
  MY: wallet('MYR'),
  PH: wallet('PHP'),
  SG: wallet('SGD'),
  TH: wallet('THB'),
  VN: wallet('VND'),
}

/** Of a region that the references do not list, the US is assumed. */
export const marketOf = (region: string): Market => markets[region] ?? unitedStates

export const hasWallet = (region: string): boolean => marketOf(region).wallet

/** The name under which the platform's share of a sale stands: `referral_fee_amount` is the US's own. */
export const commissionNameOf = (region: string): string =>
  region === 'US' ? 'referral_fee_amount' : 'platform_commission_amount'
