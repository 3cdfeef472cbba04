import { checkExpression } from '../expressions/check-expression.js'
import { type KnownShape, resolveShape } from '../expressions/schema-paths.js'
import type { ConnectorDescription } from '../ports/connector.js'
import type { HookDescription } from '../ports/hooks.js'
import { type StepCheckContext, type StepPath, splitReference } from '../steps/step-definition.js'
import type { CheckSteps, StepsInScope } from './check-steps.js'
import { checkTemplate } from './check-template.js'
import type { Diagnostic, DiagnosticCode } from './diagnostic.js'
import type { FlowFiles } from './flow-files.js'
import type { NestedSteps } from './flow-spec.js'
import { suggest } from './nearest-word.js'
import type { OpenFragments } from './read-steps.js'
import type { YamlFile, YamlPath } from './read-yaml.js'
import { fragmentNames, shapesOf } from './shapes-in-scope.js'

/** What is the same for all steps of a flow while it is checked. */
export interface FlowUnderCheck {
  readonly connectors: readonly ConnectorDescription[]
  readonly hooks: { readonly [name: string]: HookDescription }
  readonly files: FlowFiles
  readonly openFragments: OpenFragments
  readonly report: (diagnostic: Diagnostic) => void
}

export interface CheckContextOptions {
  readonly flow: FlowUnderCheck
  readonly scope: StepsInScope
  readonly yaml: YamlFile
  /** Where the step stands in its file. */
  readonly path: YamlPath
  readonly nested: NestedSteps
  readonly checkSteps: CheckSteps
}

/** What a step kind's `check` works with: paths are below its step. */
export const createCheckContext = ({
  flow,
  scope,
  yaml,
  path: root,
  nested,
  checkSteps,
}: CheckContextOptions): StepCheckContext => {
  const shapes = shapesOf(scope)
  const report = (code: DiagnosticCode, path: StepPath, problem: string, next: string, offset = 0): void =>
    flow.report({ code, severity: 'error', ...yaml.placeOf([...root, ...path], offset), problem, next })

  return {
    shapes,
    atTop: scope.atTop,
    hooks: flow.hooks,
    problem: (path, problem, next, code = 'wrong-value') => report(code, path, problem, next),
    fragment: path => flow.openFragments(yaml, root).fragment(path),
    readFile: path => flow.files.read(path, yaml.placeOf(root).file)?.text,
    connectorOf: (reference, path) => {
      const [connection, name] = splitReference(reference)
      if (!Object.hasOwn(scope.connections, connection)) {
        const known = Object.keys(scope.connections)
        report('unknown-name', path, `there is no connection "${connection}"`, suggest(connection, known))
        return undefined
      }
      const description = flow.connectors.find(candidate => candidate.name === scope.connections[connection])
      return description === undefined ? undefined : { connection, name, description }
    },
    expression: (source, path, wants, names = shapes, offset = 0) => {
      const { problems, shape, type } = checkExpression(source, names)
      for (const found of problems) report(found.code, path, found.problem, found.next, offset + found.offset)
      const given = wants === 'bool' && problems.length === 0 ? otherThanBool(type, shape) : undefined
      if (given !== undefined)
        report(
          'expression-type',
          path,
          `this must be true or false, and gives ${given}`,
          'compare it with something',
        )
      return shape
    },
    template: (template, path, names = shapes) => {
      for (const found of checkTemplate(template, names))
        report(found.code, [...path, ...found.path], found.problem, found.next, found.offset)
    },
    nested: (key, change = {}) => {
      const { alone, names = {} } = change
      const outer: StepsInScope =
        alone === undefined
          ? scope
          : {
              ...scope,
              answers: {},
              names: fragmentNames(alone.spec.connections),
              connections: alone.spec.connections,
              taken: new Set(),
            }
      const inner: StepsInScope = {
        ...outer,
        record: 'record' in change ? change.record : scope.record,
        names: { ...outer.names, ...names },
        atTop: false,
      }
      const after = checkSteps(nested.get(key) ?? [], inner, flow)
      if (alone?.spec.answer !== undefined)
        createCheckContext({
          flow,
          scope: after,
          yaml: alone.yaml,
          path: [],
          nested: new Map(),
          checkSteps,
        }).template(alone.spec.answer, ['answer'])
      const before = new Set(Object.keys(inner.answers))
      return {
        record: after.record,
        answers: Object.fromEntries(Object.entries(after.answers).filter(([id]) => !before.has(id))),
        shapes: shapesOf(after),
      }
    },
  }
}

/** What an expression gives when it is known not to be true or false: by its own type, or by the schema of the field it names. */
const otherThanBool = (type: string | undefined, shape: KnownShape): string | undefined => {
  if (type !== undefined && type !== 'dyn') return type === 'bool' ? undefined : type
  const declared: unknown = resolveShape(shape)?.['type']
  const types =
    typeof declared === 'string' ? [declared] : Array.isArray(declared) ? declared.map(String) : []
  return types.length === 0 || types.includes('boolean') ? undefined : types.join(' or ')
}
