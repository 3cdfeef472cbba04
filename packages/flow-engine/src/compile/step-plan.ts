import type { JsonObject } from '../json.js'
import type { OnFailurePlan } from './failure-plan.js'
import type { ExpressionSource, Template } from './template.js'

export interface StepPlanBase {
  /** What later steps call it: `steps.<id>`. */
  readonly id: string
  /** The id with the composite steps and the branch around it, `byKind/cashSale/document`. No two steps of a flow share one. */
  readonly path: string
  /** Where it is written, 1-based. */
  readonly at: { readonly file: string; readonly line: number; readonly column: number }
  /** When false the step is left out and the record goes on. */
  readonly when?: ExpressionSource
  /** This step's own rules; those around it, then the flow's, hold for the rest. */
  readonly onFailure: OnFailurePlan
  /** What the steps around it lend: their tries. */
  readonly around?: OnFailurePlan
}

export type StepPlan =
  | FilterPlan
  | LookupPlan
  | ReadPlan
  | TransformPlan
  | ImportPlan
  | BranchPlan
  | EachPlan
  | GroupPlan
  | HookPlan
  | CallPlan

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
  readonly source: LookupSource
  /** Gives one key, or a list of keys: then the answer is a map by key. */
  readonly match: ExpressionSource
  /** `wait`: skipped, and read again once the key is in the cache. */
  readonly onMiss: 'fail' | 'default' | 'skip' | 'wait'
  /** What several matches of one key are. */
  readonly onSeveral: 'miss' | 'first' | 'list'
  readonly default?: Template
  /** How many answers are kept during a run, and for how long. */
  readonly cached: { readonly entries: number; readonly ttlMs?: number }
}

export type LookupSource =
  | {
      readonly kind: 'connector'
      readonly connection: string
      readonly lookup: string
      readonly parameters: { readonly [name: string]: Template }
    }
  | { readonly kind: 'map'; readonly map: Template }
  | {
      readonly kind: 'table'
      readonly file: string
      readonly rowsByKey: { readonly [key: string]: readonly JsonObject[] }
    }
  | { readonly kind: 'cache'; readonly cache: string }

export interface ReadPlan extends StepPlanBase {
  readonly kind: 'read'
  readonly connection: string
  readonly resource: string
  readonly where: { readonly [name: string]: Template }
  readonly pageSize?: number
  /** What becomes of the records: a hook sees page after page, or they are kept as a list. */
  readonly into:
    | { readonly kind: 'hook'; readonly hook: string; readonly arguments: Template }
    | { readonly kind: 'list'; readonly gather?: Template; readonly atMost: number }
}

export interface TransformPlan extends StepPlanBase {
  readonly kind: 'transform'
  /** Dotted path to value; applied in order. */
  readonly set: readonly { readonly path: readonly string[]; readonly value: Template }[]
  readonly remove: readonly (readonly string[])[]
  /** When given, only these paths stay; applied last. */
  readonly keepOnly?: readonly (readonly string[])[]
  /** When given, the record becomes this, and the rest applies to it. */
  readonly replace?: Template
}

export interface ImportPlan extends StepPlanBase {
  readonly kind: 'import'
  readonly connection: string
  readonly target: string
  readonly operation: string
  readonly ifExists: 'update' | 'keep' | 'fail'
  readonly ifMissing: 'fail' | 'skip' | 'create'
  readonly externalId?: Template
  /** The other system's own id of the record to change. */
  readonly ref?: Template
  /** The record that a `transform` starts from. */
  readonly source?: RecordReferencePlan
  /** The record that an `attach` joins this one to. */
  readonly attachTo?: RecordReferencePlan
  readonly idempotencyKey: Template
  readonly payload: Template
  /** Fields that are written when a record is created and never again. */
  readonly immutable: readonly (readonly string[])[]
  /** What becomes of null and empty text in the payload. */
  readonly blanks: 'keep' | 'drop' | 'clear'
  /** Records that give the same are never written at the same time. */
  readonly lock?: Template
  /** How many records one call may carry. */
  readonly batch: number
}

export interface RecordReferencePlan {
  readonly record: string
  readonly ref?: Template
  readonly externalId?: Template
}

export interface BranchPlan extends StepPlanBase {
  readonly kind: 'branch'
  /** `first`: into the first branch that matches. `all`: a copy into each that does. */
  readonly take: 'first' | 'all'
  readonly branches: readonly {
    readonly name: string
    /** Left out: matches always. */
    readonly when?: ExpressionSource
    readonly steps: readonly StepPlan[]
  }[]
}

export interface EachPlan extends StepPlanBase {
  readonly kind: 'each'
  /** Gives the list. */
  readonly in: ExpressionSource
  readonly steps: readonly StepPlan[]
  /** What each child leaves behind in `steps.<id>`; its steps' answers when left out. */
  readonly gather?: Template
}

export interface GroupPlan extends StepPlanBase {
  readonly kind: 'group'
  readonly by: ExpressionSource
  readonly over: 'adjacent' | 'page' | 'run'
  /** What each member leaves in the group's `records`; the record itself when left out. */
  readonly gather?: Template
  /** Members at which a group is closed; the rest goes into another part. */
  readonly size: number
  /** Members held in all groups together before the oldest group is closed. */
  readonly holdAtMost: number
}

export interface HookPlan extends StepPlanBase {
  readonly kind: 'hook'
  /** Name under which the host registered it. */
  readonly hook: string
  readonly arguments: Template
}

export interface CallPlan extends StepPlanBase {
  readonly kind: 'call'
  readonly fragment: string
  readonly parameters: { readonly [name: string]: Template }
  /** The fragment's connection names to the flow's. */
  readonly connections: { readonly [name: string]: string }
  readonly steps: readonly StepPlan[]
  /** What `steps.<id>` becomes; the answers of the fragment's steps when left out. */
  readonly answer?: Template
}
