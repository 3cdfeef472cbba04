import { isFixed } from '../expressions/is-fixed.js'
import type { KnownShape } from '../expressions/schema-paths.js'
import type { ResourceDescription } from '../ports/connector.js'
import type { StepCheckContext } from '../steps/step-definition.js'
import type { ExportSpec } from './export-spec.js'
import type { LocatedExport } from './flow-spec.js'
import { suggest } from './nearest-word.js'
import type { YamlPath } from './read-yaml.js'

/** Looks at what a flow reads, and answers with the shape of its records, where all exports give the same. */
export const checkExports = (
  exports: readonly LocatedExport[],
  contextAt: (path: YamlPath) => StepCheckContext,
): KnownShape => {
  const names = new Set<string>()
  const shapes = exports.map(spec => {
    const context = contextAt(spec.yamlPath)
    if (names.has(spec.name))
      context.problem(
        ['export'],
        `there are two exports "${spec.name}"`,
        'give this one another name',
        'duplicate-name',
      )
    names.add(spec.name)
    return checkExport(spec, context)
  })
  const [first] = shapes
  return shapes.every(shape => shape === first) ? first : undefined
}

const checkExport = (spec: ExportSpec, context: StepCheckContext): KnownShape => {
  // What an export asks for cannot depend on a record it has not read yet.
  const before = new Map([...context.shapes].filter(([name]) => name !== 'record'))
  context.template(spec.where, ['where'], before)
  if (spec.ids !== undefined) context.template(spec.ids, ['ids'], before)
  if (spec.cursor !== undefined) context.template(spec.cursor.lag, ['cursor', 'lag'], before)
  for (const name of ['start', 'end'] as const) {
    const instant = spec.cursor?.[name]
    if (instant === undefined) continue
    context.template(instant, ['cursor', name], before)
    if (isFixed(instant) && Number.isNaN(Date.parse(String(instant))))
      context.problem(
        ['cursor', name],
        `"${name}" must be an instant such as 2026-01-01T00:00:00Z`,
        'correct the value',
      )
  }

  const reference = context.connectorOf(spec.from, ['from'])
  const known = reference?.description.resources ?? {}
  const resource =
    reference !== undefined && Object.hasOwn(known, reference.name) ? known[reference.name] : undefined
  if (reference !== undefined && resource === undefined) {
    context.problem(
      ['from'],
      `${reference.description.name} has no resource "${reference.name}"`,
      suggest(reference.name, Object.keys(known)),
      'unknown-name',
    )
    return undefined
  }
  const inside = new Map(context.shapes).set('record', resource?.record)
  context.template(spec.traceKey, ['traceKey'], inside)
  if (spec.once !== undefined) checkMark(spec.once, context, inside)
  if (spec.once !== undefined && spec.cursor !== undefined)
    context.problem(['once'], 'an export has either a cursor or once', 'keep one of them')
  if (resource !== undefined) checkAgainst(spec, resource, context)
  return resource?.record
}

const checkMark = (
  once: NonNullable<ExportSpec['once']>,
  context: StepCheckContext,
  inside: StepCheckContext['shapes'],
): void => {
  context.template(once.payload, ['once', 'payload'], inside)
  if (once.id !== undefined) context.template(once.id, ['once', 'id'], inside)
  if (once.externalId !== undefined) context.template(once.externalId, ['once', 'externalId'], inside)
  if (once.id === undefined && once.externalId === undefined)
    context.problem(
      ['once'],
      '"once" does not say which record is marked',
      'add "id:", for example ${record.id}',
    )
  const reference = context.connectorOf(once.into, ['once', 'into'])
  if (reference === undefined) return
  const { imports, name } = reference.description
  const target = Object.hasOwn(imports, reference.name) ? imports[reference.name] : undefined
  if (target === undefined)
    context.problem(
      ['once', 'into'],
      `${name} has no import "${reference.name}"`,
      suggest(reference.name, Object.keys(imports)),
      'unknown-name',
    )
  else if (!target.operations.includes(once.operation))
    context.problem(
      ['once', 'operation'],
      `${once.into} cannot "${once.operation}"`,
      suggest(once.operation, target.operations),
    )
}

const checkAgainst = (
  { from, cursor, pageSize }: ExportSpec,
  { cursorFields, maxPageSize }: ResourceDescription,
  context: StepCheckContext,
): void => {
  if (cursor !== undefined && !Object.hasOwn(cursorFields, cursor.field)) {
    context.problem(
      ['cursor', 'field'],
      `${from} cannot be read by "${cursor.field}"`,
      suggest(cursor.field, Object.keys(cursorFields)),
      'unknown-name',
    )
  }
  if (pageSize !== undefined && pageSize > maxPageSize) {
    context.problem(
      ['pageSize'],
      `${from} gives at most ${maxPageSize} records a page`,
      `write ${maxPageSize} or less`,
    )
  }
}
