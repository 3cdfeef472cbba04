import type { FailureKind } from '../failures/failure.js'
import type { Json, JsonObject } from '../json.js'
import type { InstantForm } from '../ports/connector.js'

/**
 * A flow ready to run: every name resolved, every default filled in, every expression checked. Plain JSON, so that a host
 * may keep it, show it or send it to another process; `buildPipeline` turns expressions into functions.
 */
export interface FlowPlan {
  readonly flow: string
  readonly summary: string
  /** The flow's settings with defaults applied. */
  readonly settings: JsonObject
  readonly connections: { readonly [name: string]: ConnectionPlan }
  /** When a host that keeps schedules and receives webhooks should run it. */
  readonly triggers: readonly TriggerPlan[]
  readonly export: ExportPlan
  readonly steps: readonly StepPlan[]
  /** What to do for kinds that the step itself does not name. Complete: every kind has a rule. */
  readonly onFailure: OnFailurePlan
  /** How many records are at work at once. */
  readonly concurrency: number
  /** How many pages may be in memory at once. */
  readonly pagesInFlight: number
}

export type TriggerPlan =
  | { readonly kind: 'every'; readonly everyMs: number }
  | { readonly kind: 'cron'; readonly pattern: string; readonly timeZone: string }
  | { readonly kind: 'webhook'; readonly connection: string; readonly topic: string }

export interface ConnectionPlan {
  readonly connector: string
  /** Short key of the account, part of external ids. */
  readonly key: string
}

/** CEL source, already type-checked. */
export type ExpressionSource = string

/**
 * A JSON value whose strings may hold `${...}`.
 *
 * - A string that is only `${...}` keeps its value's type; an empty optional (`${record.?buyer_email}`) leaves the field out.
 * - An object with `$each: line in record.lines` becomes a list: the rest of the object once for every element.
 * - An object with `$if: expression` is left out when the expression is false; `$value` beside it gives something that is
 *   not an object: `{ $if: "record.discount != '0.00'", $value: "${record.discount}" }`.
 */
export type Template = Json

export interface ExportPlan {
  readonly connection: string
  readonly resource: string
  readonly where: { readonly [name: string]: Template }
  readonly cursor?: CursorPlan
  readonly pageSize?: number
  /** Names the record across runs, pages and webhooks. */
  readonly traceKey: Template
  /** The resource's id field, used to read a parked record again. */
  readonly idField: string
  /** Read the record again before a parked one is retried. */
  readonly refetch: boolean
}

export interface CursorPlan {
  readonly field: string
  readonly form: InstantForm
  readonly overlapMs: number
}

export interface StepPlanBase {
  readonly id: string
  /** Where it is written, 1-based. */
  readonly at: { readonly line: number; readonly column: number }
  /** When false the step is left out and the record goes on. */
  readonly when?: ExpressionSource
  /** This step's own rules; the flow's hold for the rest. */
  readonly onFailure: OnFailurePlan
}

export type StepPlan = FilterPlan | LookupPlan | TransformPlan | ImportPlan

export interface FilterPlan extends StepPlanBase {
  readonly kind: 'filter'
  readonly keep: ExpressionSource
  /** `fail`: a record that must not pass unseen is parked as `invalid` instead of skipped. */
  readonly otherwise: 'skip' | 'fail'
  /** The reason shown for records that are not kept. */
  readonly because: Template
}

export interface LookupPlan extends StepPlanBase {
  readonly kind: 'lookup'
  readonly connection: string
  readonly lookup: string
  /** Gives one key, or a list of keys: then the answer is a map by key. */
  readonly match: ExpressionSource
  readonly parameters: { readonly [name: string]: Template }
  readonly onMiss: 'fail' | 'default' | 'skip'
  readonly default?: Template
}

export interface TransformPlan extends StepPlanBase {
  readonly kind: 'transform'
  /** Dotted path to value; applied in order. */
  readonly set: readonly { readonly path: readonly string[]; readonly value: Template }[]
  readonly remove: readonly (readonly string[])[]
  /** When given, the record becomes this, and `set` and `remove` apply to it. */
  readonly replace?: Template
}

export interface ImportPlan extends StepPlanBase {
  readonly kind: 'import'
  readonly connection: string
  readonly target: string
  readonly operation: string
  readonly ifExists: 'update' | 'keep' | 'fail'
  readonly externalId?: Template
  readonly idempotencyKey: Template
  readonly payload: Template
}

export type OnFailurePlan = { readonly [kind in FailureKind]?: FailureRule }

export type FailureRule =
  | { readonly then: 'park' | 'skip' | 'continue' | 'stop' }
  | { readonly then: 'retry'; readonly retry: RetryPlan }

export interface RetryPlan {
  readonly attempts: number
  readonly firstDelayMs: number
  readonly maxDelayMs: number
  /** What happens when the attempts are used up. */
  readonly finally: 'park' | 'skip' | 'continue' | 'stop'
}
