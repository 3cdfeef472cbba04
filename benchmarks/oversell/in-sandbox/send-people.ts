import type { ShopWorld } from '../../../flows/testing/open-shop-world.js'
import { adjustStock, type Rush, type ShopAtPeak } from './shop-at-peak.js'

const holdSecs = 3600
/** When somebody makes the item that parked orders wait for. */
export const itemMadeAfterSecs = 3 * holdSecs

/** Plans what buyers, other channels and the warehouse do all afternoon with one SKU. */
export const sendPeople = (shop: ShopAtPeak, { afternoon, ...rush }: Rush): void => {
  for (let second = 0; second < afternoon.seconds; second += 1) {
    const received = afternoon.receipts.get(second) ?? 0
    const elsewhere = afternoon.otherBuyers[second] ?? 0
    const buyers = afternoon.shopBuyers[second] ?? 0
    if (received + elsewhere + buyers === 0) continue
    shop.time.at(shop.startMs + second * 1_000, async () => {
      if (received > 0) await receive(shop, rush, received)
      for (let count = elsewhere; count > 0; count -= 1) sellElsewhere(shop, rush)
      for (let count = buyers; count > 0; count -= 1) await buy(shop, rush)
    })
  }
}

type Goods = Omit<Rush, 'afternoon'>

const receive = async ({ world }: ShopAtPeak, { item, shelf }: Goods, units: number) => {
  shelf.add(units)
  await adjustStock(world, item, units)
}

/** NetSuite hears of it 5 to 60 seconds later. */
const sellElsewhere = ({ world, time, random }: ShopAtPeak, { item, shelf }: Goods): void => {
  if (!shelf.sellElsewhere()) return
  const knownMs = time.clock.now() + (5 + Math.floor(random() * 55)) * 1_000
  time.at(knownMs, () => addSalesOrder(world, item, new Date(knownMs).toISOString()))
}

const addSalesOrder = ({ netsuite, ids }: ShopWorld, item: string, at: string): Promise<string> =>
  netsuite.add('salesOrder', {
    entity: { id: ids.customer },
    subsidiary: { id: ids.subsidiary },
    location: { id: ids.location },
    orderStatus: { id: 'B' },
    status: { id: 'B' },
    createdDate: at,
    lastModifiedDate: at,
    tranDate: at.slice(0, 10),
    item: {
      items: [
        { line: 1, item: { id: item }, quantity: 1, rate: 1, amount: 1, location: { id: ids.location } },
      ],
    },
  })

/** One order in fifty is cancelled within its hold, one in a hundred asks for something that NetSuite does not have. */
const buy = async (shop: ShopAtPeak, { skuId, sellerSku, shelf }: Goods): Promise<void> => {
  const { world, time, random, unknownSku } = shop
  if (!shelf.sell(await shop.shown(skuId))) return
  const isUnknown = random() < 0.01
  const units = [{ sellerSku }, ...(isUnknown ? [{ sellerSku: unknownSku }] : [])]
  const { id } = await world.shop.buy({ units, status: 'ON_HOLD' })
  if (random() >= 0.02) return
  time.at(time.clock.now() + Math.floor(random() * holdSecs) * 1_000, async () => {
    await world.shop.cancelLines(id)
    shelf.add(1)
  })
}
