import { z } from 'zod'
import { nameSpec, stepBase, templateSpec } from '../../check/shared-spec.js'
import type { Shapes } from '../../expressions/check-expression.js'
import type { KnownShape } from '../../expressions/schema-paths.js'
import { splitTemplate } from '../../expressions/template-parts.js'
import type { Json } from '../../json.js'
import { defineStep, type StepCheckContext, type StepPath } from '../step-definition.js'

const path = z.string().regex(/^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/, 'must be a path such as payment.total')

const schema = z.strictObject({
  transform: nameSpec.describe("The step's id."),
  replace: templateSpec.optional().describe('The record becomes this.'),
  set: z
    .record(path, templateSpec)
    .default({})
    .describe('Path to value, in order; each sees what the ones before have set.'),
  remove: z.array(path).default([]).describe('Paths to take away.'),
  keepOnly: z.array(path).min(1).optional().describe('Nothing but these paths stays.'),
  ...stepBase,
})

/** The shape of a value that is a single expression; of others nothing is known. */
const shapeOfTemplate = (
  template: Json,
  at: StepPath,
  shapes: Shapes,
  context: StepCheckContext,
): KnownShape => {
  const parts = typeof template === 'string' ? safeParts(template) : []
  const [only] = parts
  if (parts.length === 1 && only?.kind === 'expression')
    return context.expression(only.source, at, undefined, shapes, only.offset)
  context.template(template, at, shapes)
  return undefined
}

const safeParts = (template: string) => {
  try {
    return splitTemplate(template)
  } catch {
    return [] // the template check reports it with its place
  }
}

export const transformStep = defineStep<z.infer<typeof schema>>({
  kind: 'transform',
  summary: 'Changes the record: sets and removes fields, or makes a new one.',
  schema,
  check: (spec, context) => {
    if (spec.replace !== undefined) {
      context.template(spec.replace, ['replace'])
      return { record: undefined }
    }
    const shape = context.shapes.get('record')
    const properties: Record<string, unknown> = {
      ...(isObject(shape?.['properties']) ? shape['properties'] : {}),
    }
    const known = Object.keys(properties).length > 0
    const shapes = new Map(context.shapes)
    for (const [target, template] of Object.entries(spec.set)) {
      const value = shapeOfTemplate(template, ['set', target], shapes, context)
      const [field = target, ...deeper] = target.split('.')
      // Below the first level nothing is tracked: any path is allowed there from now on.
      properties[field] = deeper.length === 0 ? (value ?? {}) : {}
      shapes.set('record', known ? { ...shape, properties } : shape)
    }
    for (const target of spec.remove) if (!target.includes('.')) delete properties[target]
    if (spec.keepOnly !== undefined) {
      const kept = new Set(spec.keepOnly.map(target => target.split('.')[0]))
      for (const field of Object.keys(properties)) if (!kept.has(field)) delete properties[field]
    }
    return { record: known ? { ...shape, properties } : shape }
  },
  compile: (spec, { base }) => ({
    ...base,
    kind: 'transform',
    set: Object.entries(spec.set).map(([target, value]) => ({ path: target.split('.'), value })),
    remove: spec.remove.map(target => target.split('.')),
    ...(spec.keepOnly === undefined ? {} : { keepOnly: spec.keepOnly.map(target => target.split('.')) }),
    ...(spec.replace === undefined ? {} : { replace: spec.replace }),
  }),
  examples: [
    {
      title: 'One line for units of one SKU',
      yaml: '- transform: lines\n  set:\n    lines: ${groupBy(record.line_items, ["seller_sku", "original_price"])}',
    },
  ],
})

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null
