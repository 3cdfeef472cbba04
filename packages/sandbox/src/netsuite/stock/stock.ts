import type { RecordStore, StoredRecord } from '../records/record-store.js'
import { recordType } from '../records/record-types.js'
import { momentOf } from '../transactions/dates.js'
import { createCostTimelines, type Step } from './cost-timelines.js'
import { type Demand, demandsOf, isSameDemand } from './demands.js'
import { isSameMovement, type Movement, type Pile, pileKey, quantityPlaces } from './movement.js'
import { kitMembers } from './stock-items.js'

/** One item at one location, in parts of one (`quantityPlaces`). */
export interface StockLevel extends Pile {
  readonly onHand: number
  readonly committed: number
  readonly available: number
  readonly backOrdered: number
  readonly onOrder: number
  readonly inTransit: number
  /** Minor units of the books. */
  readonly value: number
  /** `2026-03-02T17:32:28Z`: when `available` last became another number. */
  readonly availableChangedAt: string | undefined
}

export interface StockBalance extends Pile {
  readonly number: string | undefined
  readonly bin: string | undefined
  readonly onHand: number
}

/** Stock as the transactions have made it. */
export interface Stock {
  /** Takes what a record moves and wants for what it did before. Gives the transactions whose costs are different now. */
  place(record: StoredRecord, movements: readonly Movement[]): ReadonlySet<string>
  stepsOf(transactionId: string): readonly Step[]
  level(pile: Pile): StockLevel
  /** All levels there are of an item, or of all items. */
  levels(item?: string): readonly StockLevel[]
  /** By lot or serial number and bin, where lines told them. */
  balances(item?: string): readonly StockBalance[]
  /** How many of a kit can be made at a location, in parts of one. */
  kitAvailable(kit: StoredRecord, location: string): number
  /** Parts of one that are committed to a line of an order, and are not there: who ordered first is served first. */
  committedTo(order: StoredRecord, line: number): { readonly committed: number; readonly backOrdered: number }
  /** Piles whose levels may be different since the last call. */
  takeChanged(): ReadonlySet<string>
  /** When availability changed, by pile; goes into a dump, since no record tells. */
  changeTimes(): Readonly<Record<string, string>>
  setChangeTimes(times: Readonly<Record<string, string>>): void
}

interface Wants {
  wanted: number
  coming: number
  /** Orders that want something from the pile. */
  readonly by: Map<string, readonly Demand[]>
  /** Orders that bring something to it; most piles have none. */
  bringing?: Set<string>
}

const locationType = recordType('location')
const itemType = recordType('inventoryItem')

const unchanged: ReadonlySet<string> = new Set()

/** Moments as texts: of a hundred thousand piles most are touched at the same one. */
const momentsOf = (): ((atMs: number) => string) => {
  let last: { readonly atMs: number; readonly text: string } | undefined
  return atMs => {
    if (last?.atMs !== atMs) last = { atMs, text: momentOf(atMs) }
    return last.text
  }
}

const areSame = <Part>(
  some: readonly Part[],
  others: readonly Part[],
  isSame: (one: Part, other: Part) => boolean,
): boolean =>
  some.length === others.length &&
  some.every((part, index) => {
    const other = others[index]
    return other !== undefined && isSame(part, other)
  })

export const createStock = (store: RecordStore, now: () => number): Stock => {
  const timelines = createCostTimelines()
  const wants = new Map<string, Wants>()
  const demandsBy = new Map<string, readonly Demand[]>()
  const piles = new Map<string, Set<string>>()
  const availableBefore = new Map<string, number>()
  const touchedAt = new Map<string, number>()
  const changedAt = new Map<string, string>()
  let changed = new Set<string>()

  const touch = (pile: Pile): void => {
    const key = pileKey(pile)
    if (pile.location.startsWith('transit:')) return
    const locations = piles.get(pile.item) ?? new Set<string>()
    piles.set(pile.item, locations)
    locations.add(pile.location)
    changed.add(key)
    touchedAt.set(key, now())
  }

  /** A change counts by what it comes to in the end: what ships leaves the shelf and the order at once. */
  const settle = (): void => {
    const momentAt = momentsOf()
    for (const [key, atMs] of touchedAt) {
      const at = key.lastIndexOf('@')
      const { available } = reckon({ item: key.slice(0, at), location: key.slice(at + 1) })
      if (available !== (availableBefore.get(key) ?? 0)) changedAt.set(key, momentAt(atMs))
      availableBefore.set(key, available)
    }
    touchedAt.clear()
  }

  const want = (order: string, demands: readonly Demand[]): void => {
    for (const demand of demandsBy.get(order) ?? []) {
      const pile = wants.get(pileKey(demand))
      if (pile === undefined) continue
      pile[demand.kind] -= demand.quantity
      pile.by.delete(order)
      pile.bringing?.delete(order)
      touch(demand)
    }
    if (demands.length === 0) demandsBy.delete(order)
    else demandsBy.set(order, demands)
    for (const demand of demands) {
      const key = pileKey(demand)
      const pile: Wants = wants.get(key) ?? { wanted: 0, coming: 0, by: new Map() }
      wants.set(key, pile)
      pile[demand.kind] += demand.quantity
      pile.by.set(order, [...(pile.by.get(order) ?? []), demand])
      if (demand.kind === 'coming') pile.bringing = (pile.bringing ?? new Set()).add(order)
      touch(demand)
    }
  }

  const reckon = (pile: Pile): Omit<StockLevel, 'availableChangedAt'> => {
    const key = pileKey(pile)
    const after = timelines.pile(key).at(-1)?.after
    const onHand = after?.quantity ?? 0
    const { wanted = 0, coming = 0 } = wants.get(key) ?? {}
    const committed = Math.min(wanted, Math.max(onHand, 0))
    // What lies where stock is not made available, such as a shelf for damaged goods, is on hand and not for sale.
    const isForSale = store.get(locationType, pile.location)?.fields['makeInventoryAvailable'] !== false
    return {
      item: pile.item,
      location: pile.location,
      onHand,
      committed,
      available: isForSale ? onHand - committed : 0,
      backOrdered: wanted - committed,
      onOrder: coming,
      inTransit: inTransitTo(pile),
      value: after?.value ?? 0,
    }
  }

  /** What transfer orders have sent here and not brought yet. */
  const inTransitTo = ({ item, location }: Pile): number => {
    let quantity = 0
    for (const order of wants.get(pileKey({ item, location }))?.bringing ?? []) {
      quantity += timelines.pile(pileKey({ item, location: `transit:${order}` })).at(-1)?.after.quantity ?? 0
    }
    return quantity
  }

  /** What of a pile is left for a demand after everybody who ordered earlier. */
  const shareOf = (demand: Demand, order: string): number => {
    const key = pileKey(demand)
    const pile = wants.get(key)
    let left = Math.max(0, timelines.pile(key).at(-1)?.after.quantity ?? 0)
    if ((pile?.wanted ?? 0) <= left) return demand.quantity
    const queue = [...(pile?.by ?? [])].sort(([one], [other]) => Number(one) - Number(other))
    for (const [id, demands] of queue)
      for (const waiting of demands.filter(({ kind }) => kind === 'wanted')) {
        if (id === order && waiting.line === demand.line) return Math.min(left, waiting.quantity)
        left = Math.max(0, left - waiting.quantity)
      }
    return 0
  }

  const level = (pile: Pile): StockLevel => {
    settle()
    return { ...reckon(pile), availableChangedAt: changedAt.get(pileKey(pile)) }
  }

  const stock: Stock = {
    place: (record, movements) => {
      const id = record.type.group === 'item' ? `item ${record.id}` : record.id
      const isThere = store.find(record.type, record.id) !== undefined
      const demands = isThere ? demandsOf(record, store) : []
      if (!areSame(demands, demandsBy.get(id) ?? [], isSameDemand)) want(id, demands)
      const before = timelines.stepsOf(id).map(({ movement }) => movement)
      if (areSame(movements, before, isSameMovement)) return unchanged
      for (const movement of before) touch(movement)
      for (const movement of movements) touch(movement)
      const affected = timelines.replace(id, movements)
      for (const other of affected) for (const { movement } of timelines.stepsOf(other)) touch(movement)
      return affected
    },
    stepsOf: timelines.stepsOf,
    level,
    levels: item => {
      const items = item === undefined ? [...piles.keys()] : [item]
      return items.flatMap(own => [...(piles.get(own) ?? [])].map(location => level({ item: own, location })))
    },
    balances: item => {
      const sums = new Map<string, StockBalance & { onHand: number }>()
      for (const own of item === undefined ? piles.keys() : [item])
        for (const location of piles.get(own) ?? [])
          for (const { movement } of timelines.pile(pileKey({ item: own, location })))
            for (const { quantity, number, bin } of movement.details) {
              const key = JSON.stringify([own, location, number, bin])
              const sum = sums.get(key) ?? { item: own, location, number, bin, onHand: 0 }
              sums.set(key, { ...sum, onHand: sum.onHand + quantity })
            }
      return [...sums.values()].filter(({ onHand }) => onHand !== 0)
    },
    kitAvailable: (kit, location) => {
      const counts = kitMembers(kit).map(member => {
        const record = store.find(itemType, member.item)
        const available =
          record?.type.name === 'kitItem'
            ? stock.kitAvailable(record, location)
            : level({ item: member.item, location }).available
        return Math.floor(available / 10 ** quantityPlaces / member.quantity)
      })
      return counts.length === 0 ? 0 : Math.max(0, Math.min(...counts)) * 10 ** quantityPlaces
    },
    committedTo: (order, line) => {
      const own = (demandsBy.get(order.id) ?? []).filter(
        demand => demand.kind === 'wanted' && demand.line === line,
      )
      const [first] = own
      if (first === undefined) return { committed: 0, backOrdered: 0 }
      const shares = own.map(demand =>
        Math.floor((demand.ordered * shareOf(demand, order.id)) / demand.quantity),
      )
      const committed = Math.min(...shares)
      return { committed, backOrdered: first.ordered - committed }
    },
    takeChanged: () => {
      settle()
      const taken = changed
      changed = new Set()
      return taken
    },
    changeTimes: () => {
      settle()
      return Object.fromEntries(changedAt)
    },
    setChangeTimes: times => {
      settle()
      for (const [key, at] of Object.entries(times)) changedAt.set(key, at)
    },
  }
  return stock
}
