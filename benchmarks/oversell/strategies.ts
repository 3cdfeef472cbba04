import { publishInput } from '../../flows/src/inventory/publish-input.js'
import { isWorthWriting, quantitiesOf } from '../../flows/src/inventory/to-publish.js'
import type { Afternoon } from './afternoon.js'
import type { Shop, Strategy } from './live-through.js'

/** The nightly sweep has set the number; nothing does until the next one. */
export const sweepOnly = (): Strategy => () => 0

/** What NetSuite has, pushed as it is or less a buffer. */
export const naivePush =
  (buffer = 0, everySecs = 15 * 60): Strategy =>
  (shop, second) => {
    if (second % everySecs !== 0) return 0
    shop.show(Math.max(0, shop.available - buffer))
    return 2
  }

/** Shows what is free, at every moment: nobody can do better. */
export const clairvoyant = (): Strategy => shop => {
  shop.show(shop.free)
  return 0
}

/**
 * Whoever sees TikTok, its orders and NetSuite at every second, writes at once and knows how fast other channels really sell. Only sales
 * there that have not reached NetSuite are hidden from it, as they are from everybody. What it keeps back covers them but for
 * `missed` of the moments.
 */
export const informed =
  (afternoon: Afternoon, missed: number): Strategy =>
  (shop, second) => {
    const unbooked = [...shop.openByMinute(second).values()].reduce((sum, units) => sum + units.unbooked, 0)
    const unseen = paceElsewhere(afternoon, second) * meanDelaySecs
    shop.show(Math.max(0, shop.available - unbooked - quantile(unseen, missed)))
    return 0
  }

/** Sales elsewhere reach NetSuite 5 to 60 seconds late. */
const meanDelaySecs = 32

/** Sales elsewhere in a second, as they are in the quarter of an hour around it. */
const paceElsewhere = ({ otherBuyers, seconds }: Afternoon, second: number): number => {
  const around = otherBuyers.subarray(Math.max(0, second - 450), Math.min(seconds, second + 450))
  return around.reduce((sum, count) => sum + count, 0) / around.length
}

/** How many come at most, where so many are to be expected, but for a part of the times. Sales arrive one by one. */
const quantile = (mean: number, missed: number): number => {
  let term = Math.exp(-mean)
  let count = 0
  for (let covered = term; 1 - covered > missed; covered += term) {
    count += 1
    term *= mean / count
  }
  return count
}

/** How late a run's reads and its write come: a second or two for each call, faults and their retries included. */
const callSecs = (random: () => number): number =>
  random() < 0.02 ? 5 + Math.floor(random() * 30) : 1 + Math.floor(random() * 2)

interface Run {
  readonly seen: number
  readonly open: ReturnType<Shop['openByMinute']>
}

/** The prebuilt flow with its default settings: the same rule, read in the same order. */
export const ours = (everySecs = 60): Strategy => {
  const due = new Map<number, () => number>()
  return (shop, second, random) => {
    let calls = due.get(second)?.() ?? 0
    due.delete(second)
    // A flow never overlaps itself.
    if (second % everySecs !== 0 || due.size > 0) return calls
    const seen = shop.shown
    calls += 2
    const ordersAt = second + callSecs(random)
    const stockAt = ordersAt + callSecs(random)
    const writtenAt = stockAt + callSecs(random)
    const appliedAt = writtenAt + callSecs(random)
    due.set(ordersAt, () => {
      const run: Run = { seen, open: shop.openByMinute(ordersAt) }
      due.set(stockAt, () => {
        const wanted = decide(shop, stockAt, run)
        if (wanted === undefined) return 4
        due.set(writtenAt, () => {
          const quantity = Math.max(0, wanted - Math.max(0, seen - shop.shown))
          due.set(appliedAt, () => {
            shop.show(quantity)
            return 1
          })
          return 1
        })
        return 4
      })
      return 2
    })
    return calls
  }
}

const startMs = Date.parse('2026-03-02T12:00:00Z')

const decide = (shop: Shop, now: number, { seen, open }: Run): number | undefined => {
  const rows = [...open].flatMap(([minute, { booked, unbooked }]) => [
    row(`${minute}`, unbooked, minute),
    row(`${minute}B`, booked, minute),
  ])
  const sold = (secs: number): number => shop.soldElsewhereSince(now - secs)
  const input = publishInput.parse({
    at: new Date(startMs + now * 1000).toISOString(),
    listings: [
      {
        id: 'S',
        product_id: 'P',
        seller_sku: 'X',
        warehouse_inventory: [{ warehouse_id: 'W', available_quantity: seen }],
      },
    ],
    family: {
      id: '1',
      itemid: 'X',
      parts: [{ item: '1', quantity: 1 }],
      sharers: [{ itemid: 'X', uses: [{ item: '1', quantity: 1 }] }],
    },
    packs: [],
    open: { X: rows },
    booked: Object.fromEntries(
      rows.map(({ order_id: id }) => [id, id.endsWith('B') ? { status: 'B' } : null]),
    ),
    orderPrefix: '',
    stock: {
      '1': [
        {
          location: '1',
          quantityavailable: Math.max(0, shop.available),
          quantityonhand: 0,
          quantityonorder: 0,
          quantitybackordered: Math.max(0, -shop.available),
        },
      ],
    },
    sales: { '1': { unitsinhour: sold(3600), unitsinquarter: sold(900) } },
    last: null,
    warehouses: { W: ['1'] },
    suspendedItems: [],
    suspendedLocations: [],
    count: 'available',
    rules: {},
    // The flow's defaults.
    unseen: { elsewhereSecs: 600, siblingSecs: 120, ownSecs: 60 },
    raisesFromPercent: 5,
  })
  const [listing] = input.listings
  const quantities = listing === undefined ? [] : quantitiesOf(listing, input)
  return isWorthWriting(quantities, input.raisesFromPercent) ? quantities[0]?.quantity : undefined
}

const row = (id: string, units: number, minute: number) => ({
  order_id: id,
  sku_id: 'S',
  seller_sku: 'X',
  warehouse_id: 'W',
  units,
  create_time: startMs / 1000 + minute * 60 + 59,
})
