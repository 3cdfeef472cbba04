import type { JsonObject } from '../json.js'
import type { CallPriority } from '../ports/connector.js'
import type { ExportPlan } from './export-plan.js'
import type { OnFailurePlan } from './failure-plan.js'
import type { StepPlan } from './step-plan.js'

export type * from './export-plan.js'
export type * from './failure-plan.js'
export type * from './step-plan.js'
export type * from './template.js'

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
  /** Where records come from: at least one. */
  readonly exports: readonly ExportPlan[]
  /** Whether several exports are read at the same time, or each when the one before it has come to its end. */
  readonly exportOrder: 'inTurn' | 'together'
  readonly steps: readonly StepPlan[]
  /** What to do for kinds that the step itself does not name. Complete: every kind has a rule. */
  readonly onFailure: OnFailurePlan
  /** How many records are at work at once. */
  readonly concurrency: number
  /** Whose calls go first where a system takes only so many at once. */
  readonly priority: CallPriority
  /** How many pages may be in memory at once. */
  readonly pagesInFlight: number
  /** Flows that a host runs when this one has come to its end without stopping. */
  readonly then: readonly string[]
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
