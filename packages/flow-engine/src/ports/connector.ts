import type { Failure } from '../failures/failure.js'
import type { Json, JsonObject, JsonSchema } from '../json.js'
import type { Clock } from './clock.js'

/**
 * The port through which the engine reads from and writes to another system.
 *
 * A connector never retries a record: it answers with failures, and the flow's author decides. Whatever it throws, the
 * engine passes to `toFailure`. Every implementation passes `testing/connector-contract.ts`.
 */
export interface Connector {
  readonly description: ConnectorDescription
  /** Pages of a resource, read as they are pulled: the next page is asked for when the consumer wants it. */
  exportPages(request: ExportRequest, context: CallContext): AsyncIterable<ExportPage>
  /** Answers in any order, one for every key asked. A key with no match has an empty `matches`. */
  lookupMany(request: LookupRequest, context: CallContext): Promise<readonly LookupAnswer[]>
  /** Results in the order of the items, one each. */
  importMany(request: ImportRequest, context: CallContext): Promise<readonly ImportResult[]>
  /**
   * What `importMany` would do, as far as reading tells: nothing is written. In the order of the items, one each; undefined where
   * it cannot be foreseen.
   */
  previewMany?(request: ImportRequest, context: CallContext): Promise<readonly (ImportPreview | undefined)[]>
  /** Checks the signature over the raw body, then says what the notification is about. */
  parseWebhook?(request: WebhookRequest): Promise<WebhookNotice>
  /** Says in words whether the connection works, and what to do where it does not. */
  probe(context: ProbeContext): Promise<readonly ProbeFinding[]>
  /** What this connector offers and its account does not have, known before anything is refused. */
  missingParts?(context: CallContext): Promise<readonly MissingPart[]>
  /** What an error thrown by this connector means to a flow. */
  toFailure(error: unknown): Failure
}

/** A connector before it has an account: what `check` reads, and how a host connects it. */
export interface ConnectorDefinition {
  readonly description: ConnectorDescription
  /** `settings` has been validated against `description.settings`; secrets are already resolved. */
  connect(settings: JsonObject, host: ConnectorHost): Connector
}

/** What a host hands to a connector. */
export interface ConnectorHost {
  readonly fetch?: typeof globalThis.fetch
  /** Epoch milliseconds now. */
  readonly now?: () => number
  /** Waits between tries of a request, on the clock of `now`. */
  readonly wait?: Clock['wait']
  /** Where relative paths in settings start; the current folder when left out. */
  readonly folder?: string
  /** A folder of the host's where a connector may keep tokens. */
  readonly stateFolder?: string
}

/** What a connector offers, known without any account. Names are camelCase. */
export interface ConnectorDescription {
  /** As written in a flow's `connections`, for example `tiktok-shop`. */
  readonly name: string
  readonly title: string
  /** An account's settings in the project file. Secrets carry `writeOnly: true`. */
  readonly settings: JsonSchema
  readonly resources: { readonly [name: string]: ResourceDescription }
  readonly lookups: { readonly [name: string]: LookupDescription }
  readonly imports: { readonly [name: string]: ImportDescription }
  readonly webhooks: { readonly [name: string]: WebhookDescription }
  /** Names of fields, at whatever depth, that hold a person's data. Hosts mask them wherever they show or hand on records. */
  readonly personal?: readonly string[]
  /** Fields at the top of a record that name the person it is about: what their data is found by when it is to be deleted. */
  readonly personIds?: readonly string[]
}

/** Something that can be exported. */
export interface ResourceDescription {
  readonly summary: string
  /** Schema of one record; expressions are checked against it. */
  readonly record: JsonSchema
  /** Schema of the `where` a flow may give. */
  readonly where: JsonSchema
  /** Fields a cursor may follow, and how a record writes an instant there. */
  readonly cursorFields: { readonly [field: string]: InstantForm }
  /** The record's own key, for reading again by `ids`. */
  readonly idField: string
  readonly maxPageSize: number
}

export type InstantForm = 'epoch-seconds' | 'epoch-milliseconds' | 'iso'

/** Something that can be looked up by key. */
export interface LookupDescription {
  readonly summary: string
  /** Schema of one match. */
  readonly match: JsonSchema
}

/** Something that can be written. */
export interface ImportDescription {
  readonly summary: string
  readonly operations: readonly string[]
  readonly payload: JsonSchema
  /** Schema of what a write answers, `steps.<id>` afterwards. */
  readonly answer: JsonSchema
}

export interface WebhookDescription {
  readonly summary: string
  readonly payload: JsonSchema
}

export interface CallContext {
  /** Aborted when the run is cancelled. */
  readonly signal: AbortSignal
  /** Path of the flow's step that calls, for logs and tests. */
  readonly step?: string
  /** The flow that calls. Where a system takes only so many calls at once, flows of one priority take turns. */
  readonly caller?: string
  /** Interactive calls go before normal ones, and those before bulk. `normal` when left out. */
  readonly priority?: CallPriority
}

/** What a probe looks at besides the connection itself. */
export interface ProbeContext extends CallContext {
  /** What flows do with the connection: whether it may do so, and for how long, is looked at too. */
  readonly uses?: ConnectionUse
  /** Where its notifications are to arrive, where the host knows. */
  readonly webhookUrl?: string
}

/** What is used of a connection: names of its connector's description. */
export interface ConnectionUse {
  readonly resources: readonly string[]
  readonly lookups: readonly string[]
  readonly imports: readonly string[]
  readonly webhooks: readonly string[]
}

export type CallPriority = 'interactive' | 'normal' | 'bulk'

export interface ExportRequest {
  readonly resource: string
  readonly where: JsonObject
  /** Only records whose cursor field lies in [fromMs, untilMs). */
  readonly window?: CursorWindow
  /** Only these records, whatever the window: a retry reading them again. */
  readonly ids?: readonly string[]
  readonly pageSize?: number
}

export interface CursorWindow {
  readonly field: string
  readonly fromMs?: number
  readonly untilMs: number
}

export interface ExportPage {
  readonly records: readonly JsonObject[]
  /** How many records the whole export has, where the system says. */
  readonly totalCount?: number
  /** Things an operator should know that did not stop the page: an unknown status, a value cut short. */
  readonly warnings?: readonly string[]
}

export interface LookupRequest {
  readonly lookup: string
  /** Distinct keys of a whole page: one network call for all of them where the system can. */
  readonly keys: readonly string[]
  /** Extra parameters a flow gives, for example a price level. */
  readonly parameters?: JsonObject
}

export interface LookupAnswer {
  readonly key: string
  readonly matches: readonly JsonObject[]
}

export interface ImportRequest {
  readonly target: string
  readonly operation: string
  /** What to do when a record with this external id exists already. `keep`: it is done. */
  readonly ifExists?: 'update' | 'keep' | 'fail'
  /** What to do when the record to change is not there. `skip`: answer `ignored`. */
  readonly ifMissing?: 'fail' | 'skip' | 'create'
  readonly items: readonly ImportItem[]
}

export interface ImportItem {
  readonly payload: JsonObject
  /** What to write instead when the record is there already: fields that never change after creation are left out. */
  readonly changes?: JsonObject
  readonly externalId?: string
  /** The other system's own id of the record to change. */
  readonly ref?: string
  /** For `transform`: the record that the new one is made from. */
  readonly source?: RecordReference
  /** For `attach` and `detach`: the record that this one is joined to or parted from. */
  readonly attachTo?: RecordReference
  /** The same key never makes two documents. On NetSuite the external id does this work. */
  readonly idempotencyKey: string
  /**
   * The id that an earlier run has written under `externalId`. Where there is no such record any more, people have deleted or renamed
   * it: it is not made again, and the failure is `missing`.
   */
  readonly earlierRef?: string
  /** True when an earlier try of this item may have been done without an answer. */
  readonly outcomeUnknown?: boolean
}

/** A record of the other system, by its own id or by an external one. */
export interface RecordReference {
  readonly record: string
  readonly ref?: string
  readonly externalId?: string
}

export type ImportResult = ImportWritten | ImportIgnored | ImportFailed

export interface ImportWritten {
  readonly status: 'written'
  /** `unchanged`: it was there already, as wanted. */
  readonly change: 'created' | 'updated' | 'deleted' | 'unchanged'
  /** The record's id in the other system. */
  readonly ref: string
  readonly answer: JsonObject
}

/** There was nothing to do, as `ifMissing: skip` allows. */
export interface ImportIgnored {
  readonly status: 'ignored'
  readonly reason: string
}

export interface ImportFailed {
  readonly status: 'failed'
  readonly failure: Failure
}

/** What a write would do. */
export type ImportPreview =
  | { readonly would: 'create' }
  | {
      readonly would: 'update'
      readonly ref: string
      /** Of the fields that would be written, those that are different now. */
      readonly differences: readonly FieldDifference[]
    }
  | { readonly would: 'delete'; readonly ref: string }
  | { readonly would: 'nothing'; readonly reason: string; readonly ref?: string }
  | { readonly would: 'fail'; readonly failure: Failure }

export interface FieldDifference {
  /** Such as `item.items[0].quantity`. */
  readonly path: string
  /** Undefined: there is none. */
  readonly before?: Json
  readonly after?: Json
}

export interface WebhookRequest {
  /** Lower-case names. */
  readonly headers: { readonly [name: string]: string }
  readonly rawBody: Uint8Array
}

/** What a verified notification says. */
export interface WebhookNotice {
  /** De-duplicates deliveries of one notification. */
  readonly notificationId: string
  /** A name of `description.webhooks`, or the vendor's own when it is unknown. */
  readonly topic: string
  /** The record to read again. */
  readonly recordId?: string
  readonly payload: Json
  /** The other system takes back what this connection may do: it is to be probed at once. */
  readonly endsAccess?: boolean
}

/** Something that a connector offers, and that there is not in an account's market. */
export interface MissingPart {
  readonly kind: 'resource' | 'lookup' | 'import'
  readonly name: string
  /** Of an import; all of its operations when left out. */
  readonly operation?: string
  /** As the other system calls it: a country, mostly. */
  readonly market: string
  readonly message: string
  readonly next: string
}

export interface ProbeFinding {
  readonly ok: boolean
  /** What was tried: `clock`, `credentials`, `scope seller.order.info`, ... */
  readonly subject: string
  readonly message: string
  readonly next?: string
}
