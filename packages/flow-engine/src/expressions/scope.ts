import type { Json, JsonObject } from '../json.js'

/** The names an expression can use, and what they hold. */
export interface Scope {
  /** The record at work, as the transforms so far have left it. */
  readonly record: JsonObject
  /** What lookups and imports have answered, by step. */
  readonly steps: { readonly [step: string]: Json }
  readonly settings: JsonObject
  /** The accounts bound to the flow's connections. */
  readonly connections: { readonly [name: string]: { readonly key: string } }
  readonly run: { readonly id: string; readonly startedAt: string }
  /** Names that a template's `$each` or a step adds. */
  readonly [name: string]: unknown
}

export const scopeNames = ['record', 'steps', 'settings', 'connections', 'run'] as const
