import type { z } from 'zod'
import type { DiagnosticCode } from '../check/diagnostic.js'
import type { FragmentFile } from '../check/fragment-spec.js'
import type { YamlFile } from '../check/read-yaml.js'
import type { OnFailureSpec } from '../check/shared-spec.js'
import type { OnFailurePlan, StepPlan, StepPlanBase } from '../compile/flow-plan.js'
import type { Shapes } from '../expressions/check-expression.js'
import type { KnownShape } from '../expressions/schema-paths.js'
import type { Json } from '../json.js'
import type { ConnectorDescription } from '../ports/connector.js'
import type { HookDescription } from '../ports/hooks.js'

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
  /** The steps inside it, for kinds that have some. */
  nested?(spec: Spec, files: FragmentFiles): readonly NestedList[]
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

/** A list of steps inside a step, not yet read. */
export interface NestedList {
  /** What `context.nested` knows it by. */
  readonly key: string
  readonly path: StepPath
  readonly steps: readonly unknown[]
  /** The file it stands in, when that is another one: then the path starts at its top. */
  readonly yaml?: YamlFile
}

/** A fragment that has been read. */
export interface LoadedFragment {
  readonly yaml: YamlFile
  readonly spec: FragmentFile
}

export interface FragmentFiles {
  /** Undefined when it cannot be read, or is wrong: then that has been said. */
  fragment(path: string): LoadedFragment | undefined
}

export interface StepCheckContext extends FragmentFiles {
  readonly shapes: Shapes
  /** False inside another step. */
  readonly atTop: boolean
  /** The hooks that the host knows. */
  readonly hooks: { readonly [name: string]: HookDescription }
  /** The connector behind a connection; says what is wrong itself when there is none. */
  connectorOf(reference: string, path: StepPath): ConnectorReference | undefined
  /** Checks an expression, and answers with the shape of what it gives. `offset`: where it starts in its text. */
  expression(source: string, path: StepPath, wants?: 'bool', shapes?: Shapes, offset?: number): KnownShape
  /** Checks every expression in a template, with the step's names in scope unless others are given. */
  template(template: Json, path: StepPath, shapes?: Shapes): void
  problem(path: StepPath, problem: string, next: string, code?: DiagnosticCode): void
  /** Checks the steps of a nested list, one after the other, and answers with what they leave. */
  nested(key: string, scope?: NestedScope): NestedEffect
  /** Text of another file; undefined when the host cannot read it. */
  readFile(path: string): string | undefined
}

/** What is different for steps inside a step. */
export interface NestedScope {
  /** The record they start with; the outer one when left out. */
  readonly record?: KnownShape
  /** Further names and their shapes. */
  readonly names?: Readonly<Record<string, KnownShape>>
  /** They are a fragment's: they see neither the flow's settings nor its steps, and the fragment's connections only. */
  readonly alone?: LoadedFragment
}

export interface NestedEffect {
  readonly record: KnownShape
  readonly answers: Readonly<Record<string, KnownShape>>
  /** Names in scope after the last step. */
  readonly shapes: Shapes
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
  /** What steps inside it leave in `steps` for the steps below. */
  readonly answers?: Readonly<Record<string, KnownShape>>
  /** The step leaves nothing under its own id. */
  readonly silent?: true
  /** What earlier steps have answered is not in reach any more. */
  readonly forgets?: true
}

export interface StepCompileContext extends FragmentFiles {
  readonly base: StepPlanBase & { readonly onFailure: OnFailurePlan }
  /** A nested list, compiled. `connections`: their names inside to the flow's. `lane` is part of their paths. */
  nested(
    key: string,
    options?: { lane?: string; connections?: Readonly<Record<string, string>> },
  ): readonly StepPlan[]
  /** The flow's name of a connection. */
  connection(name: string): string
  readFile(path: string): string | undefined
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
  nested(files: FragmentFiles): readonly NestedList[]
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
        nested: files => definition.nested?.(spec, files) ?? [],
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
