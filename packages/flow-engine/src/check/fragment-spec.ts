import { z } from 'zod'
import { settingSpec } from './setting-spec.js'
import { nameSpec, stepsSpec, templateSpec } from './shared-spec.js'

/** A `*.fragment.yaml` file: steps that several flows share. */
export const fragmentFileSpec = z.strictObject({
  fragment: nameSpec.describe("The fragment's name."),
  summary: z.string().min(1).describe('What the fragment does, in one sentence.'),
  parameters: z
    .record(z.string(), settingSpec)
    .default({})
    .describe('What its caller gives under `with`; steps read it as `parameters.<name>`.'),
  connections: z
    .record(nameSpec, z.string())
    .default({})
    .describe("Connection names to connectors. The caller's of the same name, unless it says otherwise."),
  steps: stepsSpec.min(1).describe('What is done with the record.'),
  answer: templateSpec
    .optional()
    .describe("What the caller finds in `steps.<id>`; all answers of the fragment's steps when left out."),
})

export type FragmentFile = z.infer<typeof fragmentFileSpec>
