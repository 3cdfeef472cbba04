import { z } from 'zod'
import { expressionSpec, nameSpec, stepBase, stepsSpec, templateSpec } from '../../check/shared-spec.js'
import { elementOf, resolveShape } from '../../expressions/schema-paths.js'
import { defineStep } from '../step-definition.js'

const schema = z.strictObject({
  each: nameSpec.describe("The step's id; `steps.<id>` is the list of what the children leave."),
  in: expressionSpec.describe('The list, for example record.packages.'),
  steps: stepsSpec
    .min(1)
    .describe(
      'Done for every element, which is `record` here; `parent` is the record around it, `index` its place from 0.',
    ),
  gather: templateSpec
    .optional()
    .describe(
      "What each child leaves, for example ${steps.shipment.id}; all its steps' answers when left out.",
    ),
  ...stepBase,
})

export const eachStep = defineStep<z.infer<typeof schema>>({
  kind: 'each',
  summary: 'Does steps for every element of a list in the record.',
  schema,
  nested: ({ steps }) => [{ key: 'steps', path: ['steps'], steps }],
  check: (spec, context) => {
    const list = resolveShape(context.expression(spec.in, ['in']))
    const type = list?.['type']
    if (typeof type === 'string' && type !== 'array')
      context.problem(['in'], `this must be a list, and gives ${type}`, 'name a list', 'expression-type')
    const { answers, shapes } = context.nested('steps', {
      record: elementOf(list),
      names: { parent: context.shapes.get('record'), index: { type: 'integer' } },
    })
    if (spec.gather !== undefined) {
      context.template(spec.gather, ['gather'], shapes)
      return { answer: { type: 'array' } }
    }
    const child = { type: 'object', properties: withoutUnknown(answers) }
    return { answer: { type: 'array', items: child } }
  },
  compile: (spec, { base, nested }) => ({
    ...base,
    kind: 'each',
    in: spec.in,
    steps: nested('steps'),
    ...(spec.gather === undefined ? {} : { gather: spec.gather }),
  }),
  examples: [
    {
      title: 'One fulfilment for every package of an order',
      yaml: `- each: packages
  in: record.packages
  gather: \${steps.fulfilment.id}
  steps:
    - import: fulfilment
      into: erp.itemFulfillment
      externalId: TTS-\${connections.shop.key}-IF-\${record.id}
      payload: { memo: "package \${index} of order \${parent.id}" }`,
    },
  ],
})

const withoutUnknown = (answers: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(answers).map(([id, shape]) => [id, shape ?? {}]))
