/** Where something stands. A link's path spells the record type in lower case; `toRecordLink` reads it. */
export interface Link {
  readonly rel?: string
  readonly href: string
  readonly method?: string
}

/** What every record, part and line may carry beside its own fields: links, and the account's custom fields. */
export interface OpenFields {
  readonly links?: readonly Link[]
  readonly [field: `custbody${string}`]: unknown
  readonly [field: `custcol${string}`]: unknown
  readonly [field: `custentity${string}`]: unknown
  readonly [field: `custevent${string}`]: unknown
  readonly [field: `custitem${string}`]: unknown
  readonly [field: `custrecord${string}`]: unknown
}

/**
 * A reference to another record: `{ id: '107' }` or `{ externalId: 'C-1' }`; answers add its name. The target is the record type
 * the REST API Browser prints, one of several where a field takes more (an `item` is any kind of item).
 */
export interface Ref<_Target extends string = string> {
  readonly id?: string
  readonly externalId?: string
  readonly refName?: string
  readonly links?: readonly Link[]
}

/** One of a list that NetSuite sets. The known ids are offered; others may come. */
export interface Choice<Id extends string = string> {
  readonly id: Id | (string & {})
  readonly refName?: string
  readonly links?: readonly Link[]
}

/** A sublist or multi-select. Read without `expandSubResources` it holds links alone. */
export interface Lines<Line = AnyFields> {
  readonly items?: readonly Line[]
  readonly count?: number
  readonly hasMore?: boolean
  readonly offset?: number
  readonly totalResults?: number
  readonly links?: readonly Link[]
}

/** Fields of a record whose schema is not known here, or that come from elsewhere. */
export type AnyFields = Readonly<Record<string, unknown>>
