import type { Shapes } from '../expressions/check-expression.js'
import type { KnownShape } from '../expressions/schema-paths.js'
import type { StepsInScope } from './check-steps.js'
import type { FlowSpec } from './flow-spec.js'

const text = { type: 'string' }

export const failureShape: KnownShape = {
  type: 'object',
  properties: { kind: text, message: text, code: text, step: text },
}

/** The names every step of a flow can use, besides the record and earlier steps. */
export const flowNames = ({ settings, connections }: FlowSpec): Readonly<Record<string, KnownShape>> => ({
  settings: { type: 'object', properties: settings },
  connections: connectionsShape(connections),
  run: runShape,
})

/** The names that steps of a fragment can use: they know nothing of the flow around them. */
export const fragmentNames = (
  connections: Readonly<Record<string, string>>,
): Readonly<Record<string, KnownShape>> => ({
  connections: connectionsShape(connections),
  run: runShape,
})

const runShape: KnownShape = { type: 'object', properties: { id: text, startedAt: text, export: text } }

const connectionsShape = (connections: Readonly<Record<string, string>>): KnownShape => ({
  type: 'object',
  properties: Object.fromEntries(
    Object.keys(connections).map(name => [name, { type: 'object', properties: { key: text } }]),
  ),
})

export const shapesOf = ({ record, answers, names }: StepsInScope): Shapes =>
  new Map<string, KnownShape>([
    ['record', record],
    [
      'steps',
      {
        type: 'object',
        properties: Object.fromEntries(Object.entries(answers).map(([id, shape]) => [id, shape ?? {}])),
        additionalProperties: Object.keys(answers).length === 0 ? false : undefined,
      },
    ],
    ...Object.entries(names),
  ])
