import { z } from 'zod'
import { suggest } from '../../check/nearest-word.js'
import { nameSpec, stepBase, templateSpec } from '../../check/shared-spec.js'
import { checkSettings } from '../../compile/check-settings.js'
import { isFixed } from '../../expressions/is-fixed.js'
import { defineStep } from '../step-definition.js'

const schema = z.strictObject({
  hook: nameSpec.describe("The step's id; later steps read what the hook answers as `steps.<id>`."),
  run: z.string().min(1).describe('Name under which the host has registered the function.'),
  with: z.record(z.string(), templateSpec).default({}).describe('Arguments for the function.'),
  ...stepBase,
})

export const hookStep = defineStep<z.infer<typeof schema>>({
  kind: 'hook',
  summary: 'Calls a function of the program that runs the flow.',
  schema,
  check: (spec, context) => {
    context.template(spec.with, ['with'])
    const hook = Object.hasOwn(context.hooks, spec.run) ? context.hooks[spec.run] : undefined
    if (hook === undefined) {
      const known = Object.keys(context.hooks)
      context.problem(
        ['run'],
        `the host has no hook "${spec.run}"`,
        known.length === 0 ? 'register it with the program that runs the flow' : suggest(spec.run, known),
        'unknown-name',
      )
      return { record: undefined }
    }
    // Values that depend on the record are not known yet.
    if (hook.arguments !== undefined && isFixed(spec.with))
      for (const { path, problem, next } of checkSettings(hook.arguments, spec.with).problems)
        context.problem(['with', ...path], problem.replace('setting', 'argument'), next)
    return { record: undefined, answer: hook.answer }
  },
  compile: (spec, { base }) => ({ ...base, kind: 'hook', hook: spec.run, arguments: spec.with }),
  examples: [
    {
      title: 'A name split by rules of our own',
      yaml: '- hook: name\n  run: splitName\n  with: { full: "${record.recipient}" }',
    },
  ],
})
