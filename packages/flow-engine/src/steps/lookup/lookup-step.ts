import { z } from 'zod'
import { parseDuration } from '../../check/duration.js'
import { suggest } from '../../check/nearest-word.js'
import { durationSpec, expressionSpec, nameSpec, stepBase, templateSpec } from '../../check/shared-spec.js'
import type { LookupSource } from '../../compile/flow-plan.js'
import type { KnownShape } from '../../expressions/schema-paths.js'
import {
  defineStep,
  type StepCheckContext,
  type StepCompileContext,
  splitReference,
} from '../step-definition.js'
import { readTable } from './read-table.js'

const schema = z.strictObject({
  lookup: nameSpec.describe("The step's id; later steps read the answer as `steps.<id>`."),
  in: z.string().optional().describe('`connection.lookup`, for example `erp.itemsBySku`.'),
  map: z
    .union([z.string(), z.record(z.string(), templateSpec)], {
      error: 'must be a map of keys, or ${settings....}',
    })
    .optional()
    .describe('Or a map written here, or in a setting: ${settings.carriers}.'),
  table: z
    .strictObject({
      file: z
        .string()
        .describe('A CSV file with a head line, or a JSON list of objects. The path starts from this file.'),
      key: z.string().describe('The column that is looked up.'),
    })
    .optional()
    .describe('Or a table in a file. It is read when the flow is compiled.'),
  cache: z.string().optional().describe('Or values that an import into `caches.<name>` has kept.'),
  match: expressionSpec.describe('One key, or a list of keys; for a list the answer is a map by key.'),
  with: z
    .record(z.string(), templateSpec)
    .default({})
    .describe('Further parameters of the lookup. Records with the same ones share a call.'),
  onMiss: z
    .enum(['fail', 'default', 'skip', 'wait'])
    .default('fail')
    .describe(
      'What happens when a key has no match, or more than one. `wait`, for caches: the record is skipped, and read again by the next run once the key is there.',
    ),
  onSeveral: z
    .enum(['miss', 'first', 'list'])
    .default('miss')
    .describe('What several matches are: a miss, the first of them, or a list of all matches.'),
  default: templateSpec.optional().describe('The answer for a key without a match, with `onMiss: default`.'),
  cached: z
    .strictObject({
      entries: z
        .int()
        .min(0)
        .max(1_000_000)
        .default(20_000)
        .describe('Answers kept at most. With 0 every page asks anew, and sees what the last one wrote.'),
      ttl: durationSpec
        .optional()
        .describe('How long an answer is good for; for the whole run when left out.'),
    })
    .default({ entries: 20_000 })
    .describe('How answers are kept during a run.'),
  ...stepBase,
})

type Spec = z.infer<typeof schema>

const sources = ['in', 'map', 'table', 'cache'] as const

/** The shape of one answer, as far as the source is known. */
const checkSource = (spec: Spec, context: StepCheckContext): KnownShape => {
  const named = sources.filter(name => spec[name] !== undefined)
  if (named.length !== 1) {
    context.problem(
      named.length === 0 ? [] : [named[1] ?? 'in'],
      named.length === 0 ? 'this lookup does not say where it looks' : 'a lookup looks in one place',
      `give one of ${sources.join(', ')}`,
      named.length === 0 ? 'missing-key' : 'wrong-value',
    )
    return undefined
  }
  if (spec.map !== undefined) context.template(spec.map, ['map'])
  if (spec.in !== undefined) return checkConnectorLookup(spec.in, context)
  if (Object.keys(spec.with).length > 0)
    context.problem(['with'], 'only a lookup "in" a connection takes parameters', 'remove them')
  if (spec.table === undefined) return undefined
  const table = readTable(spec.table.file, spec.table.key, context)
  if (table.problem !== undefined) {
    const { at, problem, next } = table.problem
    context.problem(['table', at], problem, next, 'unknown-name')
    return undefined
  }
  return {
    type: 'object',
    properties: Object.fromEntries(table.columns.map(column => [column, {}])),
  }
}

const checkConnectorLookup = (where: string, context: StepCheckContext): KnownShape => {
  const reference = context.connectorOf(where, ['in'])
  if (reference === undefined) return undefined
  const { lookups } = reference.description
  const lookup = Object.hasOwn(lookups, reference.name) ? lookups[reference.name] : undefined
  if (lookup !== undefined) return lookup.match
  context.problem(
    ['in'],
    `${reference.description.name} has no lookup "${reference.name}"`,
    suggest(reference.name, Object.keys(lookups)),
    'unknown-name',
  )
  return undefined
}

const compileSource = (spec: Spec, { connection, readFile }: StepCompileContext): LookupSource => {
  if (spec.map !== undefined) return { kind: 'map', map: spec.map }
  if (spec.cache !== undefined) return { kind: 'cache', cache: spec.cache }
  if (spec.table !== undefined) {
    const { file, key } = spec.table
    const table = readTable(file, key, { readFile })
    if (table.problem !== undefined) throw new TypeError(table.problem.problem)
    return { kind: 'table', file, rowsByKey: table.rowsByKey }
  }
  const [name, lookup] = splitReference(spec.in ?? '')
  return { kind: 'connector', connection: connection(name), lookup, parameters: spec.with }
}

export const lookupStep = defineStep<Spec>({
  kind: 'lookup',
  summary: 'Reads something else about the record, once for a whole page.',
  schema,
  check: (spec, context) => {
    const keys = context.expression(spec.match, ['match'])
    context.template(spec.with, ['with'])
    if (spec.default !== undefined) context.template(spec.default, ['default'])
    if (spec.onMiss === 'default' && spec.default === undefined) {
      context.problem(['onMiss'], 'onMiss: default needs a default', 'add "default:", or choose fail or skip')
    }
    if (spec.onMiss !== 'default' && spec.default !== undefined)
      context.problem(
        ['default'],
        `the default is never used with onMiss: ${spec.onMiss}`,
        'say onMiss: default',
      )
    if (spec.onMiss === 'wait' && spec.cache === undefined)
      context.problem(
        ['onMiss'],
        'only a key of a cache can be waited for',
        'look in a "cache:" that another flow writes, or choose fail or skip',
      )
    const match = checkSource(spec, context)
    // What a default gives may have any shape.
    const known = spec.default === undefined ? match : undefined
    const one =
      spec.onSeveral === 'list' ? { type: 'array', ...(known === undefined ? {} : { items: known }) } : known
    const several = keys?.['type'] === 'array'
    return {
      answer: several
        ? { type: 'object', ...(one === undefined ? {} : { additionalProperties: one }) }
        : undefined,
    }
  },
  compile: (spec, context) => {
    const ttlMs = spec.cached.ttl === undefined ? undefined : parseDuration(spec.cached.ttl)
    return {
      ...context.base,
      kind: 'lookup',
      source: compileSource(spec, context),
      match: spec.match,
      onMiss: spec.onMiss,
      onSeveral: spec.onSeveral,
      cached: { entries: spec.cached.entries, ...(ttlMs === undefined ? {} : { ttlMs }) },
      ...(spec.default === undefined ? {} : { default: spec.default }),
    }
  },
  examples: [
    {
      title: 'A return whose order is not imported yet waits for it',
      yaml: '- lookup: order\n  cache: importedOrders\n  match: record.order_id\n  onMiss: wait',
    },
    {
      title: 'One call for the items of a whole page',
      yaml: '- lookup: items\n  in: erp.itemsBySku\n  match: record.line_items.map(unit, unit.seller_sku)',
    },
    {
      title: 'A carrier by its name, from a map; unknown ones are "other"',
      yaml: '- lookup: carrier\n  map: { UPS: "1", USPS: "2" }\n  match: record.carrier\n  onMiss: default\n  default: other',
    },
  ],
})
