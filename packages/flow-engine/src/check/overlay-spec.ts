import { z } from 'zod'
import { stepsSpec } from './shared-spec.js'

const stepName = z.string().min(1)
const steps = stepsSpec.min(1)

const changeSpec = z.union(
  [
    z.strictObject({ before: stepName.describe('Id of a step.'), steps }),
    z.strictObject({ after: stepName.describe('Id of a step.'), steps }),
    z.strictObject({ replace: stepName.describe('Id of a step.'), steps }),
    z.strictObject({ remove: stepName.describe('Id of a step.') }),
    z.strictObject({
      in: stepName.describe('Id of a step.'),
      set: z.record(z.string(), z.json()).optional().describe('Path inside the step to its new value.'),
      unset: z.array(z.string()).optional().describe('Paths inside the step that are taken away.'),
    }),
  ],
  {
    error:
      'must be { before: id, steps: [...] }, { after: id, steps: [...] }, { replace: id, steps: [...] }, { remove: id } or { in: id, set: { path: value }, unset: [path] }',
  },
)

export type OverlayChange = z.infer<typeof changeSpec>

/** Keys that take the place of the other flow's. */
const replacing = [
  'flow',
  'summary',
  'triggers',
  'exports',
  'exportOrder',
  'concurrency',
  'priority',
  'pagesInFlight',
  'then',
] as const
/** Keys whose members are added to the other flow's, or take the place of those of the same name. */
const merging = ['settings', 'connections', 'export', 'onFailure'] as const

const anything = z.unknown().optional()

/** A flow file that `extends` another one. What it gives is checked as a part of the flow that comes of it. */
export const overlaySpec = z.strictObject({
  extends: z.string().min(1).describe('Path of a flow, from this file; or `@scope/package/...`.'),
  ...Object.fromEntries([...replacing, ...merging].map(name => [name, anything])),
  changes: z.array(changeSpec).default([]).describe('What is different about the steps, in order.'),
})

export const mergedKeys: ReadonlySet<string> = new Set(merging)
