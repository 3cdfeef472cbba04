import type { Failure } from '../failures/failure.js'
import type { Json, JsonObject, JsonSchema } from '../json.js'

/** The functions a host has registered, by the name that flows use. */
export interface Hooks {
  readonly [name: string]: Hook
}

/** A function of the host's own, for what the flow language cannot say. */
export type Hook = RecordHook | PageHook | ReadHook

/** What `check` has to know of a hook; needs no host. */
export interface HookDescription {
  readonly summary: string
  /** Schema of the arguments that a step gives under `with`. Any, when left out. */
  readonly arguments?: JsonSchema
  /** Schema of what it answers, `steps.<id>` afterwards. */
  readonly answer?: JsonSchema
}

export interface RecordHook extends HookDescription {
  readonly over: 'record'
  run(input: HookInput, context: HookContext): Promise<HookResult> | HookResult
}

/** Sees all records of a page that come to its step, and answers with one result for each, in the same order. */
export interface PageHook extends HookDescription {
  readonly over: 'page'
  run(
    inputs: readonly HookInput[],
    context: HookContext,
  ): Promise<readonly HookResult[]> | readonly HookResult[]
}

/** Sees the records that a `read` step reads for one record, page by page, and answers once it has seen all of them. */
export interface ReadHook extends HookDescription {
  readonly over: 'pages'
  /** Begins anew for each record, and when a reading is tried again. */
  open(input: HookInput, context: HookContext): PageReader
}

export interface PageReader {
  page(records: readonly JsonObject[]): Promise<void> | void
  end(): Promise<HookResult> | HookResult
}

export interface HookInput {
  readonly record: JsonObject
  /** What the step's `with` gave for this record. */
  readonly arguments: JsonObject
  /** What earlier steps have answered. */
  readonly steps: { readonly [step: string]: Json }
}

export interface HookContext {
  readonly settings: JsonObject
  readonly runId: string
  /** Says something an operator should know that does not stop the record; the run's report has it. */
  readonly warn: (message: string) => void
  /** Aborted when the run is to stop. */
  readonly signal: AbortSignal
}

/** What a hook says about one record. Nothing at all, `{}`, skips it. */
export type HookResult =
  | {
      readonly record?: JsonObject
      readonly answer?: Json
      readonly skip?: undefined
      readonly failure?: undefined
    }
  | { readonly skip: string; readonly failure?: undefined }
  | { readonly failure: Failure; readonly skip?: undefined }

/** A hook with its types checked: for hosts that register it by name. */
export const defineHook = <Defined extends Hook>(hook: Defined): Defined => hook
