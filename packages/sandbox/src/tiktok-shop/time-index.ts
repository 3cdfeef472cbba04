interface Entry {
  readonly time: number
  readonly id: string
}

/** Ids in order of a time and then of the id. Cheap to page through and to change one at a time, at any size. */
export interface TimeIndex {
  insert(time: number, id: string): void
  remove(time: number, id: string): void
  /** Ids from `ge` up to but not including `lt`, after `position` in the asked direction. */
  walk(options: WalkOptions): Iterable<Entry>
}

export interface WalkOptions {
  readonly ge?: number | undefined
  readonly lt?: number | undefined
  readonly descending: boolean
  readonly position?: { readonly after: number; readonly id: string } | undefined
}

export const createTimeIndex = (): TimeIndex => {
  const entries: Entry[] = []
  // Entries arrive in any order and are sorted at the next look. The sort is adaptive: a list that is sorted but for a few costs
  // one pass, and a seed of 100,000 is sorted once.
  let unsorted = false

  const sorted = (): Entry[] => {
    if (unsorted) entries.sort(byTimeAndId)
    unsorted = false
    return entries
  }

  return {
    insert: (time, id) => {
      const last = entries.at(-1)
      const entry = { time, id }
      if (last && byTimeAndId(last, entry) > 0) unsorted = true
      entries.push(entry)
    },
    remove: (time, id) => {
      const list = sorted()
      const place = placeOf(list, { time, id })
      if (list[place]?.id === id && list[place]?.time === time) list.splice(place, 1)
    },
    *walk({ ge, lt, descending, position }) {
      const list = sorted()
      const from = ge === undefined ? 0 : placeOf(list, { time: ge, id: '' })
      const until = lt === undefined ? list.length : placeOf(list, { time: lt, id: '' })
      const at = position === undefined ? undefined : placeOf(list, { time: position.after, id: position.id })
      if (descending) {
        const start = at === undefined ? until : Math.min(until, at)
        for (let index = start - 1; index >= from; index--) {
          const entry = list[index]
          if (entry) yield entry
        }
      } else {
        const past = at === undefined ? from : Math.max(from, isAt(list[at], position) ? at + 1 : at)
        for (let index = past; index < until; index++) {
          const entry = list[index]
          if (entry) yield entry
        }
      }
    },
  }
}

const isAt = (entry: Entry | undefined, position: WalkOptions['position']): boolean =>
  entry !== undefined && position !== undefined && entry.time === position.after && entry.id === position.id

const byTimeAndId = (one: Entry, other: Entry): number =>
  one.time - other.time || (one.id < other.id ? -1 : one.id > other.id ? 1 : 0)

/** The first place whose entry does not come before the sought one. */
const placeOf = (entries: readonly Entry[], sought: Entry): number => {
  let low = 0
  let high = entries.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const entry = entries[middle]
    if (entry && byTimeAndId(entry, sought) < 0) low = middle + 1
    else high = middle
  }
  return low
}
