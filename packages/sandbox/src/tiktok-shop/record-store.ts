import { createTimeIndex, type WalkOptions } from './time-index.js'

/** What every stored record has: Unix seconds of its making and of its last change. */
export interface Timed {
  readonly create_time: number
  readonly update_time: number
}

export type TimeField = keyof Timed

/** Records of one sort in one shop. They are never changed in place: `put` the changed copy. */
export interface RecordStore<Row extends Timed> {
  readonly size: number
  /** Grows with every change, so that what was counted can be kept until the next. */
  readonly version: number
  get(id: string): Row | undefined
  put(row: Row): void
  remove(id: string): void
  all(): IterableIterator<Row>
  walk(field: TimeField, options: WalkOptions): Iterable<Row>
}

export const createRecordStore = <Row extends Timed>(
  idOf: (row: Row) => string,
  rows: Iterable<Row> = [],
): RecordStore<Row> => {
  const byId = new Map<string, Row>()
  const indexes = { create_time: createTimeIndex(), update_time: createTimeIndex() }
  const fields = ['create_time', 'update_time'] as const
  let version = 0

  const put = (row: Row) => {
    const id = idOf(row)
    const before = byId.get(id)
    byId.set(id, row)
    version += 1
    for (const field of fields) {
      if (before?.[field] === row[field]) continue
      if (before) indexes[field].remove(before[field], id)
      indexes[field].insert(row[field], id)
    }
  }
  for (const row of rows) put(row)

  return {
    get size() {
      return byId.size
    },
    get version() {
      return version
    },
    get: id => byId.get(id),
    put,
    remove: id => {
      const row = byId.get(id)
      if (!row) return
      byId.delete(id)
      version += 1
      for (const field of fields) indexes[field].remove(row[field], id)
    },
    all: () => byId.values(),
    *walk(field, options) {
      for (const { id } of indexes[field].walk(options)) {
        const row = byId.get(id)
        if (row) yield row
      }
    },
  }
}
