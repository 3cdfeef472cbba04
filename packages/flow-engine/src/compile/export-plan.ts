import type { InstantForm } from '../ports/connector.js'
import type { Template } from './template.js'

/** One source of a flow's records. */
export interface ExportPlan {
  /** `export` where the flow has only one. */
  readonly name: string
  readonly connection: string
  readonly resource: string
  readonly where: { readonly [name: string]: Template }
  /** Reads only what has changed since the last run. */
  readonly cursor?: CursorPlan
  /** Marks each record in its source once it is written, so that the next run does not see it. */
  readonly once?: MarkPlan
  /** At most so many records, for trying things out: the cursor stays where it is. */
  readonly limit?: number
  /** Only these records, when it gives any: the cursor stays where it is. */
  readonly ids?: Template
  readonly pageSize?: number
  /** Names the record across runs, pages and webhooks. */
  readonly traceKey: string
  /** The resource's id field, used to read a parked record again. */
  readonly idField: string
  /** Read the record again before a parked one is retried. */
  readonly refetch: boolean
  /** Treat records that are unchanged since they were settled: what belongs to them may have changed. */
  readonly again?: true
}

export interface CursorPlan {
  readonly field: string
  readonly form: InstantForm
  /** How far before the last run's end each run starts again. */
  readonly overlapMs: number
  /** How old a change must be to be read: younger ones are left for a later run. */
  readonly lagMs: number
  /** Where the first run starts: ISO text, or a number as the field has it. */
  readonly start?: Template
  /** Nothing at or after this instant is ever read. */
  readonly end?: Template
  /** Name of another cursor that this one does not pass, so that children are not read before their parents. */
  readonly keepBehind?: string
}

/** What is written to a record's source to say that it is done. */
export interface MarkPlan {
  readonly connection: string
  readonly target: string
  readonly operation: string
  readonly ref?: Template
  readonly externalId?: Template
  readonly payload: Template
}
