import { flakyNetwork } from '../testing/flaky-network.js'
import { openShopWorld, type ShopWorld } from '../testing/open-shop-world.js'
import { flowsOf, kindOf, type SetFlow, statementFlow } from './billing-flows.js'
import { happen } from './happen.js'
import { type Billing, flowCount, type Life, type Weather } from './life.js'
import { publishStock, type ShownStock, sellKit, sweepStock } from './shown-stock.js'
import { unpackReturns } from './unpack-returns.js'

export interface LivedLife {
  readonly life: Life
  readonly orderId: string
  /** Unit ids that TikTok has cancelled after they had left. */
  readonly lost: Set<string>
  /** Unit ids whose money went back after delivery. */
  readonly refunded: Set<string>
  /** Of those, the ones whose goods came back. */
  readonly returned: Set<string>
}

export interface LivedWorld {
  readonly world: ShopWorld
  readonly billing: Billing
  readonly lives: readonly LivedLife[]
  /** What both sides said of each SKU after the sweep of each round, and after the last. */
  readonly swept: readonly (readonly ShownStock[])[]
  /** And of those that the stock flow has published between, while calls failed. */
  readonly published: readonly ShownStock[]
}

const money = (cents: number): string => (cents / 100).toFixed(2)

/** Lives all orders of a shop: what buyers, sellers and the warehouse do, and the flows between, over a network that fails. */
export const liveAll = async (weather: Weather): Promise<LivedWorld> => {
  const { billing, receiveGoods, lives: wanted, rounds, rules } = weather
  const never = null
  const world = openShopWorld({
    skus: 3,
    tiktok: {
      settleAfterSecs: 3_600,
      completeAfterSecs: never,
      sellerAnswerSecs: never,
      collectAfterSecs: never,
      deliverAfterSecs: never,
      buyerShipsReturnAfterSecs: never,
    },
  })
  const refundItem = await world.netsuite.add('nonInventorySaleItem', { itemId: 'Refunds' })
  const lives = await buyAll(world, wanted)
  const flows = flowsOf(world, weather, refundItem)
  const run = async (flow: SetFlow | undefined, ids?: readonly string[]) => {
    if (flow !== undefined) await world.run(flow.path, flow.settings, ids === undefined ? {} : { ids })
  }

  await sellKit(world)
  const stock = { rules, orderKind: kindOf(billing) }
  const swept: (readonly ShownStock[])[] = []
  const published: ShownStock[] = []
  let late: readonly string[] = []
  for (const [round, { order, webhooks, unpacks }] of rounds.entries()) {
    await faults(world, true)
    const heard = (await world.notices()).flatMap(({ recordId }) => recordId ?? [])
    const told = webhooks === 'lost' ? [] : webhooks === 'late' ? late : heard
    late = heard
    for (let copy = 0; copy < (webhooks === 'twice' ? 2 : 1) && told.length > 0; copy++)
      await run(flows[0], [...new Set(told)])
    for (const index of order)
      if (index === flowCount) published.push(...(await publishStock(world, stock)))
      else await run(flows[index])
    await faults(world, false)
    swept.push(await sweepStock(world, stock))
    for (const lived of lives) await happen(world, lived, lived.life.events[round] ?? { kind: 'nothing' })
    if (unpacks) await unpackReturns(world, receiveGoods)
    world.pass({ minutes: 40 })
  }

  // The weather clears: everything is read and tried once more, and what is left is shipped.
  const settle = async () => {
    for (const flow of flows) await run(flow)
    for (const flow of flows) await world.retry(flow.path, flow.settings)
  }
  world.pass({ hours: 2 })
  await settle()
  for (const lived of lives) await happen(world, lived, { kind: 'ship', units: 99 })
  await settle()
  await unpackReturns(world, receiveGoods)
  await settle()
  swept.push(await sweepStock(world, stock))
  return { world, billing, lives, swept, published }
}

const buyAll = async (world: ShopWorld, wanted: readonly Life[]): Promise<readonly LivedLife[]> => {
  const skus = (await world.shop.products()).flatMap(product => product.skus.map(sku => sku.seller_sku ?? ''))
  const lives: LivedLife[] = []
  for (const life of wanted) {
    const { id } = await world.shop.buy({
      units: life.units.map(unit => ({
        sellerSku: skus[unit.sku % skus.length] ?? '',
        price: money(unit.price),
        sellerDiscount: money(unit.sellerDiscount),
        platformDiscount: money(unit.platformDiscount),
      })),
      shipping: money(life.shipping),
      status: life.isHeld ? 'ON_HOLD' : 'AWAITING_SHIPMENT',
    })
    lives.push({ life, orderId: id, lost: new Set(), refunded: new Set(), returned: new Set() })
  }
  return lives
}

/** Everything is delivered and settled, and the statement is booked: what TikTok owes for the orders is taken off. */
export const settleAll = async ({ world, billing, lives }: LivedWorld): Promise<void> => {
  for (const { orderId } of lives) {
    let { status } = await world.shop.order(orderId)
    while (status === 'AWAITING_COLLECTION' || status === 'IN_TRANSIT')
      status = (await world.shop.advance(orderId)).status
  }
  world.pass({ hours: 2 })
  await world.shop.call('POST', '/finance/close-statement')
  const { path, settings } = statementFlow(world, billing)
  await world.run(path, settings)
}

const faults = async ({ sandbox }: ShopWorld, on: boolean): Promise<void> => {
  sandbox.faults.clear()
  if (on) for (const rule of flakyNetwork(0.006)) await sandbox.admin('POST', '/faults', rule)
}
