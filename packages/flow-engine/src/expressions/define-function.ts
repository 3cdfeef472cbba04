import type { Json } from '../json.js'

/** One way to call a function: a CEL signature and what answers it. */
export interface FunctionOverload {
  /** As CEL writes it, for example `truncate(string, int): string`. */
  readonly signature: string
  readonly call: (...values: never[]) => unknown
}

export interface FunctionExample {
  readonly expression: string
  /** What `record` is in the example. */
  readonly record?: Json
  /** What comes out, as JSON; or the start of the error. */
  readonly gives?: Json
  readonly fails?: string
}

/** The chapters of the reference, in its order. */
export const functionGroups = ['money', 'dates', 'text', 'lists', 'items', 'addresses', 'values'] as const

export type FunctionGroup = (typeof functionGroups)[number]

/** A function of the expression language. Its examples are run as tests and printed in the reference. */
export interface FunctionDefinition {
  readonly name: string
  readonly group: FunctionGroup
  readonly summary: string
  readonly overloads: readonly FunctionOverload[]
  readonly examples: readonly FunctionExample[]
}

export const defineFunction = (definition: FunctionDefinition): FunctionDefinition => definition
