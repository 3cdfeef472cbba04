/** Something that falls due. What is to be done is looked up when it does, so an entry may be out of date. */
export interface DueEntry {
  /** Epoch milliseconds. */
  readonly atMs: number
  readonly shopId: string
  readonly kind:
    | 'order'
    | 'cancellation'
    | 'return'
    | 'settle'
    | 'statement'
    | 'payment'
    | 'release'
    | 'review'
  readonly id: string
  /** The status in which it still makes sense; anything else means that something happened meanwhile. */
  readonly status?: string
}

/** Entries by time, the earliest first; those of one moment in the order they were added. */
export interface DueQueue<Entry extends { readonly atMs: number }> {
  add(entry: Entry): void
  peek(): Entry | undefined
  take(): Entry | undefined
}

/** A binary heap. */
export const createDueQueue = <Entry extends { readonly atMs: number }>(): DueQueue<Entry> => {
  interface Placed {
    readonly entry: Entry
    readonly number: number
  }
  const heap: Placed[] = []
  let added = 0

  const isBefore = (one: Placed | undefined, other: Placed | undefined): boolean =>
    one !== undefined &&
    other !== undefined &&
    (one.entry.atMs < other.entry.atMs || (one.entry.atMs === other.entry.atMs && one.number < other.number))

  const swap = (one: number, other: number) => {
    const [first, second] = [heap[one], heap[other]]
    if (first && second) [heap[one], heap[other]] = [second, first]
  }

  return {
    add: entry => {
      added += 1
      heap.push({ entry, number: added })
      let place = heap.length - 1
      while (place > 0) {
        const parent = (place - 1) >> 1
        if (!isBefore(heap[place], heap[parent])) break
        swap(place, parent)
        place = parent
      }
    },
    peek: () => heap[0]?.entry,
    take: () => {
      const first = heap[0]
      const last = heap.pop()
      if (!first || !last || heap.length === 0) return first?.entry
      heap[0] = last
      let place = 0
      for (;;) {
        let least = place
        for (const child of [2 * place + 1, 2 * place + 2])
          if (isBefore(heap[child], heap[least])) least = child
        if (least === place) return first.entry
        swap(least, place)
        place = least
      }
    },
  }
}
