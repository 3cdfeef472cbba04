import { orderFlows, orderSettings } from '../../../flows/testing/order-flows.js'
import { itemMadeAfterSecs } from './send-people.js'
import type { Rush, ShopAtPeak } from './shop-at-peak.js'

/** Who sets what TikTok Shop shows. Answers with what it does all afternoon, each by itself. */
export type Publisher = (shop: ShopAtPeak) => readonly Promise<void>[]

const minute = 60_000

/** Does it so often, and never twice at once. */
const every = async ({ time: { clock }, endMs }: ShopAtPeak, ms: number, act: () => Promise<unknown>) => {
  for (let dueMs = clock.now(); dueMs < endMs; ) {
    await clock.wait(Math.max(0, dueMs - clock.now()))
    dueMs = clock.now() + ms
    await act()
  }
}

/** Orders become sales orders as `serve` does it: those that notifications are about at once, and all others by polls. */
const importOrders = (shop: ShopAtPeak): readonly Promise<void>[] => {
  const { world, time, startMs } = shop
  const settings = orderSettings(world)
  const flow = orderFlows.orders
  let turn = Promise.resolve<unknown>(undefined)
  /** A flow never overlaps itself. */
  const inTurn = (act: () => Promise<unknown>) => {
    turn = turn.then(act)
    return turn
  }
  time.at(startMs + itemMadeAfterSecs * 1_000, () => makeUnknownItem(shop))
  const retry = async () => {
    await time.clock.wait(itemMadeAfterSecs * 1_000 + minute)
    await inTurn(() => world.retry(flow, settings))
  }
  return [
    every(shop, 30_000, async () => {
      const ids = [...new Set((await world.notices()).flatMap(({ recordId }) => recordId ?? []))]
      if (ids.length > 0) await inTurn(() => world.run(flow, settings, { ids }))
    }),
    every(shop, 5 * minute, () => inTurn(() => world.run(flow, settings))),
    retry(),
  ]
}

const makeUnknownItem = ({ world: { netsuite, ids }, unknownSku }: ShopAtPeak) =>
  netsuite.add('inventoryItem', {
    itemId: unknownSku,
    isInactive: false,
    subsidiary: { items: [{ id: ids.subsidiary }] },
  })

/** The nightly sweep has set the number; nothing does until the next one. */
const sweepOnly: Publisher = () => []

/** What NetSuite has available, every 15 minutes, as it is. */
const naivePush: Publisher = shop => {
  const { warehouse, world } = shop
  const { erp, shop: tiktok } = world.connectors
  const { signal } = new AbortController()
  const push = async ({ item, skuId }: Rush): Promise<void> => {
    const [answer] = await erp.lookupMany({ lookup: 'stockByItem', keys: [item], parameters: {} }, { signal })
    const row = answer?.matches.find(({ location }) => location === world.ids.location)
    const quantity = Number(row?.['quantityavailable'] ?? 0)
    const payload = { sku_id: skuId, inventory: [{ warehouse_id: warehouse, quantity }] }
    const items = [{ payload, idempotencyKey: `${skuId}-${shop.time.clock.now()}` }]
    await tiktok.importMany({ target: 'inventory', operation: 'update', items }, { signal })
  }
  return [...importOrders(shop), every(shop, 15 * minute, () => Promise.all(shop.rushes.map(push)))]
}

/** The prebuilt flow with its default settings. */
const ours: Publisher = shop => {
  const settings = { warehouses: { [shop.warehouse]: [shop.world.ids.location] } }
  const run = () => shop.world.run('inventory/netsuite-stock-to-tiktok-inventory', settings)
  return [...importOrders(shop), every(shop, minute, run)]
}

export const publishers: Readonly<Record<string, Publisher>> = {
  'sweep only': sweepOnly,
  'naive push every 15 minutes': naivePush,
  'ours, default settings': ours,
}
