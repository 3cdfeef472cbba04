import { z } from 'zod'
import type { ShopWorld } from '../testing/open-shop-world.js'
import type { Weather } from './life.js'

const authorization = z.looseObject({
  id: z.string(),
  externalId: z.string(),
  item: z.object({ items: z.array(z.looseObject({ isClosed: z.boolean().optional() })) }),
})

/** The warehouse receives what waits for it: all returns, or only those whose money TikTok has given back before. */
export const unpackReturns = async (
  world: ShopWorld,
  receiveGoods: Weather['receiveGoods'],
): Promise<void> => {
  const [returns, receipts] = await Promise.all([
    world.netsuite.list('returnAuthorization'),
    world.netsuite.list('itemReceipt'),
  ])
  const received = new Set(
    receipts.map(({ createdFrom }) => z.object({ id: z.string() }).parse(createdFrom).id),
  )
  const waiting = z
    .array(authorization)
    .parse(returns)
    .filter(({ id, item }) => !received.has(id) && item.items.some(({ isClosed }) => isClosed !== true))
  const paid = await world.store.readCache(
    'refundedReturns',
    waiting.map(({ externalId }) => externalId),
    world.sandbox.clock.now(),
  )
  for (const { id, externalId } of waiting)
    if (receiveGoods === 'byWarehouse' || paid.has(externalId))
      await world.netsuite.client.records.transform('returnAuthorization', id, 'itemReceipt', {})
}
