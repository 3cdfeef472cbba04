import type { Afternoon } from './afternoon.js'
import { createShelf } from './shelf.js'

/** Units of orders placed in one minute, as far as they are alike. */
interface Order {
  readonly placedAt: number
  readonly bookedAt: number
  isCancelled: boolean
}

/** What a strategy can see, and do. */
export interface Shop {
  /** TikTok's own number. */
  readonly shown: number
  show(units: number): void
  /** Nobody knows this; the clairvoyant does. */
  readonly free: number
  /** What NetSuite shows as available; negative where it is back-ordered. */
  readonly available: number
  /** Units sold elsewhere that NetSuite knows of, since then. */
  soldElsewhereSince(second: number): number
  /** Units in open orders by the minute in which they were placed; booked in NetSuite, and not. */
  openByMinute(now: number): ReadonlyMap<number, { readonly booked: number; readonly unbooked: number }>
}

/** Called every second; counts the calls it makes. */
export type Strategy = (shop: Shop, second: number, random: () => number) => number

export interface Result {
  readonly oversold: number
  /** Units that a buyer wanted and was not shown: each counts once until it is sold. */
  readonly hidden: number
  readonly sold: number
  readonly calls: number
  /** What was shown and what was free, every ten seconds. */
  readonly trace: readonly { readonly shown: number; readonly free: number }[]
}

const holdSecs = 3600

/**
 * Orders are held for an hour and booked 5 to 60 seconds after it; one in a hundred is parked for two hours more. One in fifty
 * is cancelled within its hold. Sales elsewhere reach NetSuite after 5 to 60 seconds.
 */
export const liveThrough = (afternoon: Afternoon, strategy: Strategy): Result => {
  const { random, seconds, shopBuyers, otherBuyers, receipts, opening } = afternoon
  const orders: Order[] = []
  const cancellations = new Map<number, Order[]>()
  const bookings = new Map<number, Order[]>()
  const arrivals = new Map<number, number>()
  const knownElsewhere: number[] = []
  const shelf = createShelf(opening)
  let [shown, available, calls] = [opening, opening, 0]
  const trace: { shown: number; free: number }[] = []

  const shop: Shop = {
    get shown() {
      return shown
    },
    show: units => {
      shown = units
    },
    get free() {
      return Math.max(0, shelf.free)
    },
    get available() {
      return available
    },
    soldElsewhereSince: second => knownElsewhere.filter(at => at >= second).length,
    openByMinute: now => {
      const minutes = new Map<number, { booked: number; unbooked: number }>()
      for (const { placedAt, bookedAt, isCancelled } of orders) {
        if (isCancelled) continue
        const minute = Math.floor(placedAt / 60)
        const units = minutes.get(minute) ?? { booked: 0, unbooked: 0 }
        if (bookedAt <= now) units.booked += 1
        else units.unbooked += 1
        minutes.set(minute, units)
      }
      return minutes
    },
  }

  const buy = (second: number): void => {
    if (!shelf.sell(shown)) return
    shown -= 1
    const isParked = random() < 0.01
    const bookedAt = second + holdSecs + 5 + Math.floor(random() * 55) + (isParked ? 2 * 3600 : 0)
    const order: Order = { placedAt: second, bookedAt, isCancelled: false }
    orders.push(order)
    add(bookings, bookedAt, order)
    if (random() < 0.02) add(cancellations, second + Math.floor(random() * holdSecs), order)
  }

  for (let second = 0; second < seconds; second += 1) {
    const received = receipts.get(second) ?? 0
    shelf.add(received)
    available += received
    for (const order of cancellations.get(second) ?? []) {
      order.isCancelled = true
      shown += 1
      shelf.add(1)
    }
    for (const order of bookings.get(second) ?? []) if (!order.isCancelled) available -= 1
    for (let count = arrivals.get(second) ?? 0; count > 0; count -= 1) {
      available -= 1
      knownElsewhere.push(second)
    }
    for (let count = otherBuyers[second] ?? 0; count > 0 && shelf.sellElsewhere(); count -= 1) {
      const known = second + 5 + Math.floor(random() * 55)
      arrivals.set(known, (arrivals.get(known) ?? 0) + 1)
    }
    calls += strategy(shop, second, random)
    for (let count = shopBuyers[second] ?? 0; count > 0; count -= 1) buy(second)
    if (second % 10 === 0) trace.push({ shown, free: Math.max(0, shelf.free) })
  }
  const { oversold, hidden, sold } = shelf
  return { oversold, hidden, sold, calls, trace }
}

const add = (orders: Map<number, Order[]>, second: number, order: Order): void => {
  const known = orders.get(second)
  if (known === undefined) orders.set(second, [order])
  else known.push(order)
}
