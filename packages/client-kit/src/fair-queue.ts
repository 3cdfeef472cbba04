/** Interactive calls go before normal ones, normal before bulk, within the bounds of `patience`. */
export type Priority = 'interactive' | 'normal' | 'bulk'

export interface QueuePlace {
  readonly priority: Priority
  /** Callers of one priority take turns, however much each has waiting. */
  readonly caller: string
}

export interface FairQueue<Item> {
  /** Puts the item in line and gives a function that takes it out again. */
  add(item: Item, place: QueuePlace): () => void
  /** Whose turn it is, taken out of the line. */
  take(): Item | undefined
  readonly size: number
  readonly sizes: Readonly<Record<Priority, number>>
}

/** Most urgent first. */
export const priorities: readonly Priority[] = ['interactive', 'normal', 'bulk']

/** How often more urgent items may pass a priority before one of its own is served: it is slow then, never forgotten. */
const patience = 16

export const createFairQueue = <Item>(): FairQueue<Item> => {
  const lines = priorities.map(priority => ({ priority, line: createLine<Item>(), passed: 0 }))

  const lineOf = (priority: Priority) => lines.find(each => each.priority === priority)?.line

  return {
    add: (item, { priority, caller }) => lineOf(priority)?.add(item, caller) ?? (() => undefined),
    take: () => {
      let next: (typeof lines)[number] | undefined
      for (const each of lines) {
        if (each.line.size === 0) continue
        if (next === undefined || (next.passed < patience && each.passed >= patience)) next = each
      }
      if (next === undefined) return undefined
      for (const each of lines) if (each !== next && each.line.size > 0) each.passed += 1
      next.passed = 0
      return next.line.take()
    },
    get size() {
      let size = 0
      for (const { line } of lines) size += line.size
      return size
    },
    get sizes() {
      return {
        interactive: lineOf('interactive')?.size ?? 0,
        normal: lineOf('normal')?.size ?? 0,
        bulk: lineOf('bulk')?.size ?? 0,
      }
    },
  }
}

/** Callers in turn; the items of each first come, first served. */
const createLine = <Item>() => {
  // A map keeps the order of its keys: the caller that was served goes to the end.
  const callers = new Map<string, Set<{ readonly item: Item }>>()
  let size = 0

  const remove = (caller: string, entry: { readonly item: Item }): void => {
    const entries = callers.get(caller)
    if (entries?.delete(entry) !== true) return
    size -= 1
    if (entries.size === 0) callers.delete(caller)
  }

  return {
    add: (item: Item, caller: string) => {
      const entry = { item }
      const entries = callers.get(caller)
      if (entries === undefined) callers.set(caller, new Set([entry]))
      else entries.add(entry)
      size += 1
      return () => remove(caller, entry)
    },
    take: (): Item | undefined => {
      const [caller, entries] = callers.entries().next().value ?? []
      const entry = entries?.values().next().value
      if (caller === undefined || entries === undefined || entry === undefined) return undefined
      callers.delete(caller)
      callers.set(caller, entries)
      remove(caller, entry)
      return entry.item
    },
    get size() {
      return size
    },
  }
}
