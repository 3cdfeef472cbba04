import { z } from 'zod'
import { isRecord } from '../expressions/is-record.js'
import { elementOf, resolveShape } from '../expressions/schema-paths.js'
import type { JsonSchema } from '../json.js'
import type { ConnectorDescription } from '../ports/connector.js'
import { stepRegistry } from '../steps/step-registry.js'
import { flowFileSpec } from './flow-spec.js'
import { fragmentFileSpec } from './fragment-spec.js'
import { mergedKeys, overlaySpec } from './overlay-spec.js'

/** Connectors with the names that flows usually give their connections. */
export type NamedConnectors = readonly {
  readonly connection: string
  readonly connector: ConnectorDescription
}[]

/**
 * The JSON Schema of a flow file, for editors: made of the definitions that `checkFlow` reads, with the resources, operations
 * and fields of connectors, so that they complete while one types, also in steps inside steps. A file that `extends` another flow
 * has a schema of its own.
 *
 * It suggests and does not judge: connections may have other names, and templates may stand where a field wants a number.
 */
export const flowJsonSchema = (connectors: NamedConnectors): JsonSchema => {
  const flow = flowSchema(connectors)
  return {
    $schema: flow['$schema'],
    title: 'A flow',
    if: { required: ['extends'] },
    then: overlaySchema(recordOf(flow['properties'])),
    else: flow,
    $defs: { ...recordOf(flow['$defs']), ...stepDefinitions(connectors) },
  }
}

/**
 * The JSON Schema of a `*.fragment.yaml` file, for editors: its steps complete as a flow's do.
 *
 * It suggests and does not judge, as `flowJsonSchema`.
 */
export const fragmentJsonSchema = (connectors: NamedConnectors): JsonSchema => {
  const fragment = toSchema(fragmentFileSpec)
  return {
    ...fragment,
    title: 'A fragment',
    properties: withConnectors(recordOf(fragment['properties']), connectors),
    $defs: { ...recordOf(fragment['$defs']), ...stepDefinitions(connectors) },
  }
}

const stepDefinitions = (connectors: NamedConnectors): JsonSchema => ({
  step: { anyOf: stepRegistry.map(({ kind }) => ({ $ref: `#/$defs/${kind}Step` })) },
  ...Object.fromEntries(
    stepRegistry.map(({ kind, summary, schema }) => [
      `${kind}Step`,
      stepSchema(kind, summary, schema, connectors),
    ]),
  ),
})

/** A file's properties, with the names of connectors to complete. */
const withConnectors = (properties: JsonSchema, connectors: NamedConnectors): JsonSchema => ({
  ...properties,
  connections: {
    ...recordOf(properties['connections']),
    additionalProperties: suggesting([...new Set(connectors.map(({ connector }) => connector.name))]),
  },
})

const flowSchema = (connectors: NamedConnectors): JsonSchema => {
  const flow = toSchema(flowFileSpec)
  const properties = recordOf(flow['properties'])
  const exports = recordOf(properties['exports'])
  return {
    ...flow,
    properties: {
      ...withConnectors(properties, connectors),
      export: exportSchema(recordOf(properties['export']), connectors),
      exports: { ...exports, items: exportSchema(recordOf(exports['items']), connectors) },
    },
  }
}

/** What an overlay says in place of the other flow has that flow's shape; what it adds to may be a part. */
const overlaySchema = (flow: JsonSchema): JsonSchema => {
  const overlay = toSchema(overlaySpec)
  return {
    ...overlay,
    properties: Object.fromEntries(
      Object.entries(recordOf(overlay['properties'])).map(([name, own]) => [
        name,
        Object.hasOwn(flow, name) && !mergedKeys.has(name) ? flow[name] : own,
      ]),
    ),
  }
}

/** Any zod schema as JSON Schema, as an author writes the value. */
export const toSchema = (schema: z.ZodType): JsonSchema =>
  // A step's own text may become true or false and the like; editors see what may be written.
  z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    reused: 'inline',
    override: ({ jsonSchema }) => {
      if (jsonSchema['step'] !== true) return
      for (const keyword of Object.keys(jsonSchema)) delete jsonSchema[keyword]
      jsonSchema.$ref = '#/$defs/step'
    },
  })

const recordOf = (value: unknown): JsonSchema => (isRecord(value) ? value : {})

/** Completes to one of these, and takes any other text too. */
const suggesting = (values: readonly string[]): JsonSchema => ({
  anyOf: [{ enum: [...values] }, { type: 'string' }],
})

const exportSchema = (schema: JsonSchema, connectors: NamedConnectors): JsonSchema => {
  const properties = recordOf(schema['properties'])
  const resources = connectors.flatMap(({ connection, connector }) =>
    Object.entries(connector.resources).map(([name, resource]) => ({
      reference: `${connection}.${name}`,
      name,
      resource,
    })),
  )
  return {
    ...schema,
    properties: {
      ...properties,
      from: { ...recordOf(properties['from']), ...suggesting(resources.map(({ reference }) => reference)) },
    },
    allOf: resources.map(({ name, resource }) =>
      whenEnding('from', name, {
        description: resource.summary,
        properties: {
          where: { properties: fieldsOf(resource.where) },
          cursor: { properties: { field: { enum: Object.keys(resource.cursorFields) } } },
        },
      }),
    ),
  }
}

const stepSchema = (
  kind: string,
  summary: string,
  schema: z.ZodType,
  connectors: NamedConnectors,
): JsonSchema => {
  const step = toSchema(schema)
  const properties = recordOf(step['properties'])
  const { key, targets } = targetsOf(kind, connectors)
  if (key === undefined) return { ...step, description: summary }
  return {
    ...step,
    description: summary,
    properties: {
      ...properties,
      [key]: { ...recordOf(properties[key]), ...suggesting(targets.map(({ reference }) => reference)) },
    },
    allOf: targets.map(({ name, then }) => whenEnding(key, name, then)),
  }
}

interface Target {
  readonly reference: string
  readonly name: string
  readonly then: JsonSchema
}

/** What a step kind reaches through a connection, and under which key. */
const targetsOf = (
  kind: string,
  connectors: NamedConnectors,
): { readonly key?: string; readonly targets: readonly Target[] } => {
  if (kind === 'lookup') {
    const targets = connectors.flatMap(({ connection, connector }) =>
      Object.entries(connector.lookups).map(([name, { summary }]) => ({
        reference: `${connection}.${name}`,
        name,
        then: { description: summary },
      })),
    )
    return { key: 'in', targets }
  }
  if (kind === 'import') {
    const targets = connectors.flatMap(({ connection, connector }) =>
      Object.entries(connector.imports).map(([name, { summary, operations, payload }]) => ({
        reference: `${connection}.${name}`,
        name,
        then: {
          description: summary,
          properties: { operation: { enum: [...operations] }, payload: { properties: fieldsOf(payload) } },
        },
      })),
    )
    return { key: 'into', targets }
  }
  return { targets: [] }
}

const whenEnding = (key: string, name: string, then: JsonSchema): JsonSchema => ({
  if: { properties: { [key]: { pattern: `\\.${name}$` } }, required: [key] },
  then,
})

const maxDepth = 4

/**
 * The fields of a record, for completion alone: a template may stand anywhere, so types are left out. In a list, the fields are
 * those of its elements, because `$each` makes a list out of one object.
 */
const fieldsOf = (schema: JsonSchema, root: JsonSchema = schema, depth = 0): JsonSchema => {
  const shape = resolveShape(schema, root) ?? {}
  const properties = recordOf(shape['properties'])
  if (depth >= maxDepth) return {}
  return Object.fromEntries(
    Object.entries(properties).map(([name, member]) => {
      const own = resolveShape(recordOf(member), root) ?? {}
      const element = resolveShape(elementOf(own), root)
      const below = fieldsOf(element ?? own, root, depth + 1)
      const description = own['description'] ?? recordOf(member)['description']
      return [
        name,
        {
          ...(typeof description === 'string' ? { description } : {}),
          ...(Object.keys(below).length === 0 ? {} : { properties: below }),
        },
      ]
    }),
  )
}
