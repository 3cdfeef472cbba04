import { keepUnread } from '../lines/unread-rows.js'
import { createTimeIndex, type WalkOptions } from './time-index.js'

/** What every stored record has: Unix seconds of its making and of its last change. */
export interface Timed {
  readonly create_time: number
  readonly update_time: number
}

export type TimeField = keyof Timed

/**
 * Records of one sort in one shop. They are never changed in place: `put` the changed copy. A row that nobody has asked for yet may be
 * known by its head alone, the members that decide which search finds it.
 */
export interface RecordStore<Row extends Head, Head extends Timed = Row> {
  readonly size: number
  /** Grows with every change, so that what was counted can be kept until the next. */
  readonly version: number
  get(id: string): Row | undefined
  put(row: Row): void
  remove(id: string): void
  /** Every row, read for it where it was not yet. */
  all(): IterableIterator<Row>
  heads(): IterableIterator<Head>
  walk(field: TimeField, options: WalkOptions): Iterable<Head>
  /** All rows as a list, with those that nobody has read still beside it: for what is written down again. */
  toList(): Row[]
}

/** How rows are read that came as bytes. */
export interface UnreadRows<Row, Head> {
  readonly texts: readonly Uint8Array[]
  toHead(text: Uint8Array): Head
  read(text: Uint8Array): Row
}

interface Unread<Head> {
  readonly head: Head
  readonly text: Uint8Array
}

type Held<Row, Head> = { readonly row: Row } | Unread<Head>

export const createRecordStore = <Row extends Head, Head extends Timed = Row>(
  idOf: (row: Head) => string,
  rows: Iterable<Row> = [],
  unread?: UnreadRows<Row, Head>,
): RecordStore<Row, Head> => {
  const byId = new Map<string, Held<Row, Head>>()
  const indexes = { create_time: createTimeIndex(), update_time: createTimeIndex() }
  const fields = ['create_time', 'update_time'] as const
  let version = 0

  const headOf = (held: Held<Row, Head>): Head => ('row' in held ? held.row : held.head)
  const rowOf = (held: Held<Row, Head>): Row => {
    if ('row' in held) return held.row
    if (unread === undefined) throw new TypeError('Nobody knows how these rows are read.')
    return unread.read(held.text)
  }

  const hold = (held: Held<Row, Head>) => {
    const head = headOf(held)
    const id = idOf(head)
    const known = byId.get(id)
    const before = known === undefined ? undefined : headOf(known)
    byId.set(id, held)
    version += 1
    for (const field of fields) {
      if (before?.[field] === head[field]) continue
      if (before) indexes[field].remove(before[field], id)
      indexes[field].insert(head[field], id)
    }
  }
  for (const row of rows) hold({ row })
  if (unread !== undefined) for (const text of unread.texts) hold({ head: unread.toHead(text), text })

  return {
    get size() {
      return byId.size
    },
    get version() {
      return version
    },
    get: id => {
      const held = byId.get(id)
      return held === undefined ? undefined : rowOf(held)
    },
    put: row => hold({ row }),
    remove: id => {
      const held = byId.get(id)
      if (held === undefined) return
      byId.delete(id)
      version += 1
      for (const field of fields) indexes[field].remove(headOf(held)[field], id)
    },
    *all() {
      for (const held of byId.values()) yield rowOf(held)
    },
    *heads() {
      for (const held of byId.values()) yield headOf(held)
    },
    *walk(field, options) {
      for (const { id } of indexes[field].walk(options)) {
        const held = byId.get(id)
        if (held !== undefined) yield headOf(held)
      }
    },
    toList: () => {
      const held = [...byId.values()]
      return keepUnread(
        held.flatMap(own => ('row' in own ? [own.row] : [])),
        held.flatMap(own => ('row' in own ? [] : [own.text])),
      )
    },
  }
}
