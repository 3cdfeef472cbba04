/** A record type, part or line as `generated/record-shapes.ts` keeps it: names of one kind joined by spaces. */
export interface CompactShape {
  readonly text?: string
  readonly whole?: string
  readonly number?: string
  readonly flag?: string
  readonly date?: string
  readonly dateTime?: string
  /** References to other records. */
  readonly ref?: string
  /** Multi-selects. */
  readonly refs?: string
  /** Fields of which nothing is known. */
  readonly open?: string
  /** Known ids of a closed list. */
  readonly choice?: Readonly<Record<string, string>>
  /** Subrecords, by the name of their shape. */
  readonly part?: Readonly<Record<string, string>>
  /** Sublists: the name of the line's shape, then the fields that are its key. */
  readonly lines?: Readonly<Record<string, string>>
  /** Plain arrays, by the shape of their elements. */
  readonly list?: Readonly<Record<string, string>>
}
