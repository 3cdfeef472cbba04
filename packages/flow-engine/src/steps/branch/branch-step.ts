import { z } from 'zod'
import { expressionSpec, nameSpec, stepBase, stepsSpec } from '../../check/shared-spec.js'
import type { KnownShape } from '../../expressions/schema-paths.js'
import { defineStep, type NestedEffect } from '../step-definition.js'

const branchSpec = z.strictObject({
  name: nameSpec.describe("The branch's name."),
  when: expressionSpec
    .optional()
    .describe('Records for which this is true go into the branch. Left out: all that come this far.'),
  steps: stepsSpec.describe('What is done with them. With none, they go on below the branch step at once.'),
})

const schema = z.strictObject({
  branch: nameSpec.describe("The step's id."),
  take: z
    .enum(['first', 'all'])
    .default('first')
    .describe('`first`: into the first branch that matches. `all`: a copy into each that matches.'),
  branches: z
    .array(branchSpec)
    .min(1)
    .describe('Tried in order. A record that no branch matches goes on below; so do all that come through.'),
  ...stepBase,
})

export const branchStep = defineStep<z.infer<typeof schema>>({
  kind: 'branch',
  summary: 'Treats records in different ways and lets them go on together below.',
  schema,
  nested: ({ branches }) =>
    branches.map(({ name, steps }, index) => ({ key: name, path: ['branches', index, 'steps'], steps })),
  check: (spec, context) => {
    const names = new Set<string>()
    for (const [index, { name, when }] of spec.branches.entries()) {
      if (names.has(name))
        context.problem(
          ['branches', index, 'name'],
          `there are two branches "${name}"`,
          'give this one another name',
          'duplicate-name',
        )
      names.add(name)
      if (when !== undefined) context.expression(when, ['branches', index, 'when'], 'bool')
      else if (spec.take === 'first' && index < spec.branches.length - 1)
        context.problem(
          ['branches', index],
          `the branch "${name}" takes every record, so nothing comes to those below it`,
          'add "when:", or make it the last one',
        )
    }
    const effects = [...names].map(name => context.nested(name))
    const answers = mergeAnswers(effects)
    // A copy's changes stay in its branch; of the others nobody knows which branch they came through.
    if (spec.take === 'all') return { answers, silent: true }
    const before = context.shapes.get('record')
    const same = effects.every(({ record }) => record === before)
    return { answers, silent: true, ...(same ? {} : { record: undefined }) }
  },
  compile: (spec, { base, nested }) => ({
    ...base,
    kind: 'branch',
    take: spec.take,
    branches: spec.branches.map(({ name, when }) => ({
      name,
      ...(when === undefined ? {} : { when }),
      steps: nested(name, { lane: name }),
    })),
  }),
  examples: [
    {
      title: 'Cash sales for paid orders, invoices for the rest',
      yaml: `- branch: byKind
  branches:
    - name: cashSale
      when: record.is_paid
      steps:
        - transform: asCashSale
          set: { kind: cashSale }
    - name: invoice
      steps:
        - transform: asInvoice
          set: { kind: invoice }`,
    },
    {
      title: 'A copy into every branch that matches',
      yaml: `- branch: tell
  take: all
  branches:
    - name: large
      when: size(record.line_items) > 10
      steps:
        - transform: large
          set: { size: large }
    - name: everything
      steps: []`,
    },
  ],
})

/** Branches may answer under one id: below, it is known only where all of them agree. */
const mergeAnswers = (effects: readonly NestedEffect[]): Readonly<Record<string, KnownShape>> => {
  const merged: Record<string, KnownShape> = {}
  for (const { answers } of effects)
    for (const [id, shape] of Object.entries(answers))
      merged[id] = Object.hasOwn(merged, id) && merged[id] !== shape ? undefined : shape
  return merged
}
