import type { z } from 'zod'
import type { OnFailureSpec } from '../check/shared-spec.js'
import type { OnFailurePlan, StepPlan } from '../compile/flow-plan.js'
import type { Shapes } from '../expressions/check-expression.js'
import type { KnownShape } from '../expressions/schema-paths.js'
import type { Json } from '../json.js'
import type { ConnectorDescription } from '../ports/connector.js'

/** What every step's spec has, whatever its kind. */
interface StepSpecBase {
  readonly when?: string | undefined
  readonly onFailure?: OnFailureSpec | undefined
}

/** Everything the engine has to know about a step kind before it runs. */
export interface StepDefinition<Spec extends StepSpecBase> {
  /** The key that starts the step in YAML; its value is the step's id. */
  readonly kind: StepPlan['kind']
  readonly summary: string
  readonly schema: z.ZodType<Spec>
  /** Looks at names and expressions; says through `context` what is wrong. */
  check(spec: Spec, context: StepCheckContext): StepEffect
  compile(spec: Spec, context: StepCompileContext): StepPlan
  readonly examples: readonly StepExample[]
}

export interface StepExample {
  readonly title: string
  /** The step as YAML. */
  readonly yaml: string
}

/** Path below the step in the YAML file. */
export type StepPath = readonly (string | number)[]

export interface StepCheckContext {
  readonly shapes: Shapes
  /** The connector behind a connection; says what is wrong itself when there is none. */
  connectorOf(reference: string, path: StepPath): ConnectorReference | undefined
  /** Checks an expression, and answers with the shape of what it gives. `offset`: where it starts in its text. */
  expression(source: string, path: StepPath, wants?: 'bool', shapes?: Shapes, offset?: number): KnownShape
  /** Checks every expression in a template, with the step's names in scope unless others are given. */
  template(template: Json, path: StepPath, shapes?: Shapes): void
  problem(path: StepPath, problem: string, next: string): void
}

/** `shop.orders` with the connector it leads to. */
export interface ConnectorReference {
  readonly connection: string
  readonly name: string
  readonly description: ConnectorDescription
}

/** What a step changes for the steps after it. */
export interface StepEffect {
  /** What `steps.<id>` will hold. */
  readonly answer?: KnownShape
  /** The record's shape after the step, where it changes. */
  readonly record?: KnownShape
}

export interface StepCompileContext {
  readonly base: {
    readonly id: string
    readonly at: { readonly line: number; readonly column: number }
    readonly when?: string
    readonly onFailure: OnFailurePlan
  }
}

/** A step kind as the rest of the engine sees it: the spec's type stays inside. */
export interface StepKind {
  readonly kind: StepPlan['kind']
  readonly summary: string
  readonly schema: z.ZodType
  readonly examples: readonly StepExample[]
  read(value: unknown): StepReading
}

export type StepReading =
  | { readonly step: StepSpec; readonly issues?: undefined }
  | { readonly step?: undefined; readonly issues: readonly z.core.$ZodIssue[] }

/** One step of a flow, its shape checked. */
export interface StepSpec extends StepSpecBase {
  readonly kind: StepPlan['kind']
  check(context: StepCheckContext): StepEffect
  compile(context: StepCompileContext): StepPlan
}

export const defineStep = <Spec extends StepSpecBase>(definition: StepDefinition<Spec>): StepKind => ({
  kind: definition.kind,
  summary: definition.summary,
  schema: definition.schema,
  examples: definition.examples,
  read: value => {
    const { data: spec, error } = definition.schema.safeParse(value)
    if (spec === undefined) return { issues: error?.issues ?? [] }
    return {
      step: {
        kind: definition.kind,
        when: spec.when,
        onFailure: spec.onFailure,
        check: context => definition.check(spec, context),
        compile: context => definition.compile(spec, context),
      },
    }
  },
})

/** Splits `shop.orders`; the connection comes first. */
export const splitReference = (reference: string): readonly [string, string] => {
  const dot = reference.indexOf('.')
  return dot < 0 ? [reference, ''] : [reference.slice(0, dot), reference.slice(dot + 1)]
}
