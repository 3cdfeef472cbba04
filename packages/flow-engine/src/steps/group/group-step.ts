import { z } from 'zod'
import { expressionSpec, nameSpec, stepBase, templateSpec } from '../../check/shared-spec.js'
import { defineStep } from '../step-definition.js'

const schema = z.strictObject({
  group: nameSpec.describe("The step's id."),
  by: expressionSpec.describe('Records that give the same text belong together.'),
  over: z
    .enum(['adjacent', 'page', 'run'])
    .default('adjacent')
    .describe(
      '`adjacent`: as long as records follow each other. `page`: of one page. `run`: of the whole run.',
    ),
  gather: templateSpec
    .optional()
    .describe('What each member leaves in `record.records` of the group; the whole record when left out.'),
  size: z
    .int()
    .min(1)
    .max(10_000)
    .default(1_000)
    .describe('Members at which a group is complete; the rest goes into another `part`.'),
  holdAtMost: z
    .int()
    .min(1)
    .max(1_000_000)
    .default(20_000)
    .describe('Records held in memory for all groups; past it, the oldest group goes on as it is.'),
  ...stepBase,
})

export const groupStep = defineStep<z.infer<typeof schema>>({
  kind: 'group',
  summary: 'Makes one record of several that belong together.',
  schema,
  check: (spec, context) => {
    context.expression(spec.by, ['by'])
    if (spec.gather !== undefined) context.template(spec.gather, ['gather'])
    if (!context.atTop) {
      context.problem(
        ['group'],
        'a group cannot stand inside another step',
        'put it among the steps of the flow; for lists within one record there is groupBy()',
      )
    }
    const member = spec.gather === undefined ? context.shapes.get('record') : undefined
    const record = {
      type: 'object',
      properties: {
        key: { type: 'string' },
        part: { type: 'integer' },
        count: { type: 'integer' },
        records: { type: 'array', ...(member === undefined ? {} : { items: member }) },
      },
    }
    // Records that `when` leaves out go on beside the groups, as they are.
    return { silent: true, forgets: true, record: spec.when === undefined ? record : undefined }
  },
  compile: (spec, { base }) => ({
    ...base,
    kind: 'group',
    by: spec.by,
    over: spec.over,
    size: spec.size,
    holdAtMost: spec.holdAtMost,
    ...(spec.gather === undefined ? {} : { gather: spec.gather }),
  }),
  examples: [
    {
      title: 'The rows of one statement, which follow each other, become one record',
      yaml: '- group: statement\n  by: record.statement_id\n  gather: { id: "${record.id}", amount: "${record.amount}" }',
    },
    {
      title: 'All changes of one day and one reason, at most 500 lines a document',
      yaml: '- group: adjustments\n  by: record.day + "-" + record.reason\n  over: run\n  size: 500',
    },
  ],
})
