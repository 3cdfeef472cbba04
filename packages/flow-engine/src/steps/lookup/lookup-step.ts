import { z } from 'zod'
import { suggest } from '../../check/nearest-word.js'
import { expressionSpec, nameSpec, stepBase, templateSpec } from '../../check/shared-spec.js'
import { defineStep, splitReference } from '../step-definition.js'

const schema = z.strictObject({
  lookup: nameSpec.describe("The step's id; later steps read the answer as `steps.<id>`."),
  in: z.string().describe('`connection.lookup`, for example `erp.itemsBySku`.'),
  match: expressionSpec.describe('One key, or a list of keys; for a list the answer is a map by key.'),
  with: z.record(z.string(), templateSpec).default({}).describe('Further parameters of the lookup.'),
  onMiss: z
    .enum(['fail', 'default', 'skip'])
    .default('fail')
    .describe('What happens when a key has no match, or more than one.'),
  default: templateSpec.optional().describe('The answer for a key without a match, with `onMiss: default`.'),
  ...stepBase,
})

export const lookupStep = defineStep<z.infer<typeof schema>>({
  kind: 'lookup',
  summary: 'Reads something else about the record, once for a whole page.',
  schema,
  check: (spec, context) => {
    const keys = context.expression(spec.match, ['match'])
    // One call serves a whole page, so its parameters cannot depend on one record.
    const shapes = new Map([...context.shapes].filter(([name]) => name !== 'record'))
    context.template(spec.with, ['with'], shapes)
    if (spec.default !== undefined) context.template(spec.default, ['default'])
    if (spec.onMiss === 'default' && spec.default === undefined) {
      context.problem(['onMiss'], 'onMiss: default needs a default', 'add "default:", or choose fail or skip')
    }
    const reference = context.connectorOf(spec.in, ['in'])
    if (reference === undefined) return {}
    const { lookups } = reference.description
    const lookup = Object.hasOwn(lookups, reference.name) ? lookups[reference.name] : undefined
    if (lookup === undefined) {
      context.problem(
        ['in'],
        `${reference.description.name} has no lookup "${reference.name}"`,
        suggest(reference.name, Object.keys(lookups)),
      )
      return {}
    }
    return {
      answer: keys?.['type'] === 'array' ? { type: 'object', additionalProperties: lookup.match } : undefined,
    }
  },
  compile: (spec, { base }) => {
    const [connection, lookup] = splitReference(spec.in)
    return {
      ...base,
      kind: 'lookup',
      connection,
      lookup,
      match: spec.match,
      parameters: spec.with,
      onMiss: spec.onMiss,
      ...(spec.default === undefined ? {} : { default: spec.default }),
    }
  },
  examples: [
    {
      title: 'One call for the items of a whole page',
      yaml: '- lookup: items\n  in: erp.itemsBySku\n  match: record.line_items.map(unit, unit.seller_sku)',
    },
  ],
})
