import { z } from 'zod'
import { expressionSpec, nameSpec, stepBase } from '../../check/shared-spec.js'
import { defineStep } from '../step-definition.js'

const schema = z.strictObject({
  filter: nameSpec.describe("The step's id."),
  keep: expressionSpec.describe('True for records that go on.'),
  otherwise: z
    .enum(['skip', 'fail'])
    .default('skip')
    .describe('What happens to the others; `fail` parks them as `invalid`.'),
  because: z.string().optional().describe('The reason shown for the others. May hold ${...}.'),
  ...stepBase,
})

export const filterStep = defineStep<z.infer<typeof schema>>({
  kind: 'filter',
  summary: 'Lets a record go on, or skips it with a reason.',
  schema,
  check: (spec, context) => {
    context.expression(spec.keep, ['keep'], 'bool')
    if (spec.because !== undefined) context.template(spec.because, ['because'])
    return {}
  },
  compile: (spec, { base }) => ({
    ...base,
    kind: 'filter',
    keep: spec.keep,
    otherwise: spec.otherwise,
    because: spec.because ?? `filtered out by ${spec.filter}`,
  }),
  examples: [
    {
      title: 'Only paid orders',
      yaml: '- filter: paid\n  keep: record.status != "UNPAID"\n  because: order is ${record.status}',
    },
    {
      title: 'Park what must not pass unseen',
      yaml: '- filter: hasLines\n  keep: size(record.line_items) > 0\n  otherwise: fail\n  because: the order has no lines',
    },
  ],
})
