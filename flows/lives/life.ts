import type { JsonObject } from '@tiktok-ns/flow-engine'
import fc from 'fast-check'

/** A unit that a buyer takes; amounts in cents, as odd as they come. */
export interface BoughtUnit {
  readonly sku: number
  readonly price: number
  readonly sellerDiscount: number
  readonly platformDiscount: number
}

/** What happens to an order in one round; what does not fit how far it has come does not happen. */
export type Event =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'address'; readonly street: number }
  | { readonly kind: 'cancel'; readonly units: number }
  | { readonly kind: 'ship'; readonly units: number }
  /** Parcels that a carrier loses, or a buyer refuses: TikTok cancels what has left. */
  | { readonly kind: 'lose'; readonly units: number }
  | { readonly kind: 'return'; readonly units: number; readonly goods: 'kept' | 'back' | 'backAfterMoney' }

export interface Life {
  readonly units: readonly BoughtUnit[]
  readonly shipping: number
  readonly isHeld: boolean
  readonly events: readonly Event[]
}

/** When orders are billed, and by which documents. */
export const billings = ['invoices', 'cashSales', 'invoicesAtOnce', 'cashSalesAtOnce'] as const
export type Billing = (typeof billings)[number]

export interface Weather {
  readonly billing: Billing
  /** Who says that goods are back. */
  readonly receiveGoods: 'byTikTok' | 'byWarehouse'
  /** Lives in one shop. */
  readonly lives: readonly Life[]
  /** For each round: which flows run at all (the last number is the stock flow), how webhooks come, and whether the warehouse unpacks what has come back. */
  readonly rounds: readonly {
    readonly order: readonly number[]
    readonly webhooks: 'lost' | 'once' | 'twice' | 'late'
    readonly unpacks: boolean
  }[]
  /** What the merchant wants of the stock that is published. */
  readonly rules: JsonObject
}

export const roundCount = 4

/** How many flows a round may run. */
export const flowCount = 6

const unit: fc.Arbitrary<BoughtUnit> = fc
  .record({
    sku: fc.nat(2),
    // Few prices, so that lines gather; several discounts, so that they part again.
    price: fc.constantFrom(1667, 2000, 999, 1),
    sellerDiscount: fc.constantFrom(0, 333, 334, 150),
    platformDiscount: fc.constantFrom(0, 111, 217),
  })
  .map(({ price, sellerDiscount, platformDiscount, ...more }) => {
    const seller = Math.min(price, sellerDiscount)
    return {
      ...more,
      price,
      sellerDiscount: seller,
      platformDiscount: Math.min(price - seller, platformDiscount),
    }
  })

const some = fc.integer({ min: 1, max: 7 })

const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 2, arbitrary: fc.constant({ kind: 'nothing' } as const) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('address' as const), street: fc.nat(99) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('cancel' as const), units: some }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('ship' as const), units: some }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('lose' as const), units: some }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('return' as const),
      units: some,
      goods: fc.constantFrom('kept', 'back', 'backAfterMoney'),
    }),
  },
)

const life: fc.Arbitrary<Life> = fc.record({
  units: fc.array(unit, { minLength: 1, maxLength: 6 }),
  shipping: fc.constantFrom(0, 499, 1),
  isHeld: fc.boolean(),
  events: fc.array(event, { minLength: roundCount, maxLength: roundCount }),
})

/** A shop with so many orders, and the weather their webhooks and runs meet. */
export const weather = (lives: number): fc.Arbitrary<Weather> =>
  fc.record({
    billing: fc.constantFrom(...billings),
    receiveGoods: fc.constantFrom('byTikTok', 'byWarehouse'),
    lives: fc.array(life, { minLength: lives, maxLength: lives }),
    rounds: fc.array(
      fc.record({
        order: fc.shuffledSubarray([...Array(flowCount + 1).keys()], { minLength: 2 }),
        webhooks: fc.constantFrom('lost', 'once', 'twice', 'late'),
        unpacks: fc.boolean(),
      }),
      { minLength: roundCount, maxLength: roundCount },
    ),
    rules: fc.constantFrom<JsonObject>(
      {},
      { bufferPercent: 20, bufferUnits: 1 },
      { reserve: 30, sharePercent: 50 },
      { maximum: 440 },
      { zeroBelow: 470 },
    ),
  })
