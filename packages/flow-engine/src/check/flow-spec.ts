import { z } from 'zod'
import type { JsonSchema } from '../json.js'
import type { StepSpec } from '../steps/step-definition.js'
import type { SourcePlace } from './diagnostic.js'
import { type ExportSpec, exportSpec, namedExportSpec } from './export-spec.js'
import type { YamlFile, YamlPath } from './read-yaml.js'
import { settingSpec } from './setting-spec.js'
import { durationSpec, nameSpec, onFailureSpec, stepsSpec } from './shared-spec.js'

const triggerSpec = z.union(
  [
    z.strictObject({ every: durationSpec }),
    z.strictObject({ cron: z.string(), timezone: z.string().optional() }),
    z.strictObject({ webhook: z.string().describe('`connection.topic`.') }),
  ],
  { error: 'must be { every: 5m }, { cron: "*/5 * * * *", timezone: ... } or { webhook: connection.topic }' },
)

/** The top of a flow file. Steps are read one by one, by their kind. */
export const flowFileSpec = z.strictObject({
  flow: nameSpec.describe("The flow's name."),
  summary: z.string().min(1).describe('What the flow does, in one sentence.'),
  settings: z.record(z.string(), settingSpec).default({}).describe('What a merchant may change.'),
  connections: z.record(nameSpec, z.string()).describe('Connection names to connectors.'),
  triggers: z.array(triggerSpec).default([]).describe('When the flow runs.'),
  export: exportSpec.optional().describe('What is read.'),
  exports: z
    .array(namedExportSpec)
    .min(1)
    .optional()
    .describe('What is read, where it comes from several places. In place of `export`.'),
  exportOrder: z
    .enum(['inTurn', 'together'])
    .default('inTurn')
    .describe('Whether several exports are read one after the other or at the same time.'),
  steps: stepsSpec.min(1).describe('What is done with each record, in order.'),
  onFailure: onFailureSpec
    .optional()
    .describe('What to do for each failure kind, unless a step says otherwise.'),
  concurrency: z.int().min(1).max(1_000).default(16).describe('How many records are at work at once.'),
  priority: z
    .enum(['interactive', 'normal', 'bulk'])
    .default('normal')
    .describe(
      'Whose calls go first where a system takes only so many at once: interactive before normal, normal before bulk. Flows of one priority take turns.',
    ),
  pagesInFlight: z.int().min(1).max(50).default(3).describe('How many pages may be in memory at once.'),
  then: z
    .array(z.string())
    .default([])
    .describe(
      'Flows of the project that run when this one has come to its end without stopping. A run on named records starts none.',
    ),
})

export type FlowFile = z.infer<typeof flowFileSpec>

/** A flow whose shape, names and expressions have been checked. What `compileFlow` takes. */
export interface FlowSpec extends Omit<FlowFile, 'steps' | 'export' | 'exports'> {
  readonly exports: readonly LocatedExport[]
  readonly steps: readonly LocatedStep[]
  /** Steps of the flow's own `onFailure`, by kind. */
  readonly recoveries: NestedSteps
  /** The settings as one JSON Schema. */
  readonly settingsSchema: JsonSchema
  readonly file: string
}

export interface LocatedExport extends ExportSpec {
  readonly name: string
  readonly yamlPath: YamlPath
}

/** A step that has been read, with where it stands. */
export interface LocatedStep {
  readonly id: string
  readonly at: SourcePlace
  readonly yaml: YamlFile
  readonly yamlPath: YamlPath
  readonly step: StepSpec
  /** Steps inside this one, under the name its kind gives them. */
  readonly nested: NestedSteps
}

export type NestedSteps = ReadonlyMap<string, readonly LocatedStep[]>
