import { z } from 'zod'
import { suggest } from '../../check/nearest-word.js'
import { nameSpec, stepBase, templateSpec } from '../../check/shared-spec.js'
import { defineStep, type StepCheckContext, splitReference } from '../step-definition.js'

const schema = z.strictObject({
  read: nameSpec.describe("The step's id; later steps read what it gives as `steps.<id>`."),
  from: z.string().describe('`connection.resource`, for example `shop.statementTransactions`.'),
  where: z
    .record(z.string(), templateSpec)
    .default({})
    .describe('Conditions the other system applies; they may depend on the record.'),
  pageSize: z
    .int()
    .min(1)
    .optional()
    .describe('Records a page; the most the other system allows when left out.'),
  run: z
    .string()
    .min(1)
    .optional()
    .describe(
      'A function of the host that sees page after page, however many there are; its answer is `steps.<id>`.',
    ),
  with: z.record(z.string(), templateSpec).default({}).describe('Arguments for the function.'),
  gather: templateSpec
    .optional()
    .describe(
      'Without `run`: what each record leaves in the list. It is `record` here, the outer one `parent`.',
    ),
  atMost: z
    .int()
    .min(1)
    .max(100_000)
    .default(1_000)
    .describe('Without `run`: how many records the list may have; more fail as `too-large`.'),
  ...stepBase,
})

type Spec = z.infer<typeof schema>

const checkSource = ({ from, pageSize }: Spec, context: StepCheckContext) => {
  const reference = context.connectorOf(from, ['from'])
  if (reference === undefined) return undefined
  const { resources, name } = reference.description
  const resource = Object.hasOwn(resources, reference.name) ? resources[reference.name] : undefined
  if (resource === undefined)
    context.problem(
      ['from'],
      `${name} has no resource "${reference.name}"`,
      suggest(reference.name, Object.keys(resources)),
      'unknown-name',
    )
  else if (pageSize !== undefined && pageSize > resource.maxPageSize)
    context.problem(
      ['pageSize'],
      `${from} gives at most ${resource.maxPageSize} records a page`,
      `write ${resource.maxPageSize} or less`,
    )
  return resource
}

const checkHook = ({ run, gather, with: given }: Spec, context: StepCheckContext) => {
  if (run === undefined) {
    if (Object.keys(given).length > 0)
      context.problem(['with'], 'only a function takes arguments', 'add "run:", or remove them')
    return undefined
  }
  if (gather !== undefined)
    context.problem(['gather'], 'the function sees the records; nothing is gathered', 'remove "gather:"')
  context.template(given, ['with'])
  const hook = Object.hasOwn(context.hooks, run) ? context.hooks[run] : undefined
  if (hook === undefined) {
    const known = Object.keys(context.hooks)
    context.problem(
      ['run'],
      `the host has no hook "${run}"`,
      known.length === 0 ? 'register it with the program that runs the flow' : suggest(run, known),
      'unknown-name',
    )
  }
  return hook
}

export const readStep = defineStep<Spec>({
  kind: 'read',
  summary: 'Reads records of another export that belong to this one, page by page.',
  schema,
  check: (spec, context) => {
    context.template(spec.where, ['where'])
    const resource = checkSource(spec, context)
    const hook = checkHook(spec, context)
    if (spec.run !== undefined) return { answer: hook?.answer }
    if (spec.gather === undefined)
      return { answer: { type: 'array', ...(resource === undefined ? {} : { items: resource.record }) } }
    const inside = new Map(context.shapes)
      .set('record', resource?.record)
      .set('parent', context.shapes.get('record'))
    context.template(spec.gather, ['gather'], inside)
    return { answer: { type: 'array' } }
  },
  compile: (spec, { base, connection }) => {
    const [name, resource] = splitReference(spec.from)
    return {
      ...base,
      kind: 'read',
      connection: connection(name),
      resource,
      where: spec.where,
      ...(spec.pageSize === undefined ? {} : { pageSize: spec.pageSize }),
      into:
        spec.run === undefined
          ? {
              kind: 'list',
              atMost: spec.atMost,
              ...(spec.gather === undefined ? {} : { gather: spec.gather }),
            }
          : { kind: 'hook', hook: spec.run, arguments: spec.with },
    }
  },
  examples: [
    {
      title: 'The orders of a small statement, as a list',
      yaml: [
        '- read: orders',
        '  from: shop.statementTransactions',
        '  where: { statement_id: "${record.id}" }',
        '  gather: ${record.?order_id.orValue("")}',
      ].join('\n'),
    },
    {
      title: 'A statement of a hundred thousand rows, added up by a function that sees them page by page',
      yaml: [
        '- read: rows',
        '  from: shop.statementTransactions',
        '  where: { statement_id: "${record.id}" }',
        '  run: addUp',
        '  with: { currency: "${record.currency}" }',
      ].join('\n'),
    },
  ],
})
