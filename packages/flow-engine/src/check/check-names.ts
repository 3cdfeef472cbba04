import { checkExpression } from '../expressions/check-expression.js'
import type { KnownShape } from '../expressions/schema-paths.js'
import type { ConnectorDescription } from '../ports/connector.js'
import { type StepCheckContext, type StepPath, splitReference } from '../steps/step-definition.js'
import { checkTemplate } from './check-template.js'
import { checkTriggers } from './check-triggers.js'
import type { Diagnostic, DiagnosticCode } from './diagnostic.js'
import type { FlowFile, LocatedStep } from './flow-spec.js'
import { suggest } from './nearest-word.js'
import type { YamlFile, YamlPath } from './read-yaml.js'

export interface CheckNamesOptions {
  readonly file: FlowFile
  readonly steps: readonly LocatedStep[]
  readonly yaml: YamlFile
  readonly connectors: readonly ConnectorDescription[]
}

/** Follows every name and expression of a flow, step by step, knowing what each step adds for the next. */
export const checkNames = ({ file, steps, yaml, connectors }: CheckNamesOptions): readonly Diagnostic[] => {
  const diagnostics: Diagnostic[] = []
  const report = (code: DiagnosticCode, path: YamlPath, problem: string, next: string, offset = 0): void => {
    diagnostics.push({
      code,
      severity: 'error',
      file: yaml.file,
      ...yaml.placeOf(path, offset),
      problem,
      next,
    })
  }

  const bound = new Map<string, ConnectorDescription>()
  for (const [name, connector] of Object.entries(file.connections)) {
    const description = connectors.find(candidate => candidate.name === connector)
    if (description !== undefined) bound.set(name, description)
    else {
      const known = connectors.map(candidate => candidate.name)
      report(
        'unknown-name',
        ['connections', name],
        `there is no connector "${connector}"`,
        suggest(connector, known),
      )
    }
  }

  const connectorOf = (reference: string, path: YamlPath) => {
    const [connection, name] = splitReference(reference)
    if (!Object.hasOwn(file.connections, connection)) {
      report(
        'unknown-name',
        path,
        `there is no connection "${connection}"`,
        suggest(connection, Object.keys(file.connections)),
      )
      return undefined
    }
    const description = bound.get(connection)
    return description === undefined ? undefined : { connection, name, description }
  }

  let record: KnownShape
  const answers: Record<string, unknown> = {}
  const shapes = () =>
    new Map<string, KnownShape>([
      ['record', record],
      [
        'steps',
        {
          type: 'object',
          properties: { ...answers },
          additionalProperties: Object.keys(answers).length === 0 ? false : undefined,
        },
      ],
      ['settings', { type: 'object', properties: file.settings }],
      [
        'connections',
        {
          type: 'object',
          properties: Object.fromEntries(Object.keys(file.connections).map(name => [name, keyShape])),
        },
      ],
      ['run', { type: 'object', properties: { id: {}, startedAt: {} } }],
    ])

  const contextAt = (root: YamlPath): StepCheckContext => {
    const at = (path: StepPath): YamlPath => [...root, ...path]
    const inScope = shapes()
    return {
      shapes: inScope,
      connectorOf: (reference, path) => connectorOf(reference, at(path)),
      problem: (path, problem, next) => report('wrong-value', at(path), problem, next),
      expression: (source, path, wants, names = inScope, offset = 0) => {
        const { problems, shape, type } = checkExpression(source, names)
        for (const found of problems)
          report(found.code, at(path), found.problem, found.next, offset + found.offset)
        if (
          problems.length === 0 &&
          wants === 'bool' &&
          type !== undefined &&
          type !== 'bool' &&
          type !== 'dyn'
        ) {
          report(
            'expression-type',
            at(path),
            `this must be true or false, and gives ${type}`,
            'compare it with something',
          )
        }
        return shape
      },
      template: (template, path, names = inScope) => {
        for (const found of checkTemplate(template, names)) {
          report(found.code, at([...path, ...found.path]), found.problem, found.next, found.offset)
        }
      },
    }
  }

  checkTriggers(file.triggers, contextAt(['triggers']))
  record = checkExport(file, contextAt(['export']), report)
  const seen = new Set<string>()
  for (const { id, step } of steps) {
    const index = indexOfStep(yaml, id, step.kind, seen)
    const root: YamlPath = ['steps', index]
    if (seen.has(id))
      report(
        'duplicate-name',
        [...root, step.kind],
        `there are two steps "${id}"`,
        'give this one another name',
      )
    seen.add(id)
    const context = contextAt(root)
    if (step.when !== undefined) context.expression(step.when, ['when'], 'bool')
    const effect = step.check(context)
    if ('record' in effect) record = effect.record
    answers[id] = effect.answer ?? {}
  }
  return diagnostics
}

const keyShape = { type: 'object', properties: { key: { type: 'string' } } }

const checkExport = (
  file: FlowFile,
  context: StepCheckContext,
  report: (code: DiagnosticCode, path: YamlPath, problem: string, next: string) => void,
): KnownShape => {
  context.template(file.export.where, ['where'])
  const reference = context.connectorOf(file.export.from, ['from'])
  if (reference === undefined) {
    context.template(file.export.traceKey, ['traceKey'])
    return undefined
  }
  const { resources, name: connector } = reference.description
  const resource = Object.hasOwn(resources, reference.name) ? resources[reference.name] : undefined
  if (resource === undefined) {
    report(
      'unknown-name',
      ['export', 'from'],
      `${connector} has no resource "${reference.name}"`,
      suggest(reference.name, Object.keys(resources)),
    )
    return undefined
  }
  const { cursor, pageSize } = file.export
  if (cursor !== undefined && !Object.hasOwn(resource.cursorFields, cursor.field)) {
    const known = Object.keys(resource.cursorFields)
    report(
      'unknown-name',
      ['export', 'cursor', 'field'],
      `${file.export.from} cannot be read by "${cursor.field}"`,
      suggest(cursor.field, known),
    )
  }
  if (pageSize !== undefined && pageSize > resource.maxPageSize) {
    report(
      'wrong-value',
      ['export', 'pageSize'],
      `${file.export.from} gives at most ${resource.maxPageSize} records a page`,
      `write ${resource.maxPageSize} or less`,
    )
  }
  for (const problem of checkTemplate(
    file.export.traceKey,
    new Map(context.shapes).set('record', resource.record),
  )) {
    report(problem.code, ['export', 'traceKey'], problem.problem, problem.next)
  }
  return resource.record
}

/** Steps that could not be read are left out, so a step's place in the file is looked up by kind and id. */
const indexOfStep = (yaml: YamlFile, id: string, kind: string, seen: ReadonlySet<string>): number => {
  const { value } = yaml
  const steps =
    typeof value === 'object' && value !== null && 'steps' in value && Array.isArray(value.steps)
      ? value.steps
      : []
  const matches = steps.flatMap((step: unknown, index) =>
    typeof step === 'object' && step !== null && Reflect.get(step, kind) === id ? [index] : [],
  )
  return (seen.has(id) ? matches.at(-1) : matches[0]) ?? 0
}
