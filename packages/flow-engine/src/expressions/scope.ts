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
  readonly run: { readonly id: string; readonly startedAt: string; readonly export?: string }
  /** Inside `each`: the record that the child comes from, and the child's place, from 0. */
  readonly parent?: JsonObject
  readonly index?: number
  /** Inside a fragment: what its caller gave. */
  readonly parameters?: JsonObject
  /** Inside recovery steps: what happened. */
  readonly failure?: JsonObject
  /** Names that a template's `$each` adds. */
  readonly [name: string]: unknown
}

/** Every name that an expression can meet; `check` knows which of them are there where it stands. */
export const scopeNames = [
  'record',
  'steps',
  'settings',
  'connections',
  'run',
  'parent',
  'index',
  'parameters',
  'failure',
] as const
