import { z } from 'zod'
import type { JsonSchema } from '../json.js'
import type { StepSpec } from '../steps/step-definition.js'
import type { Place } from './diagnostic.js'
import { durationSpec, nameSpec, onFailureSpec, templateSpec } from './shared-spec.js'

const settingSpec = z
  .looseObject({
    type: z
      .enum(['string', 'integer', 'number', 'boolean', 'array', 'object'])
      .describe('As in JSON Schema.'),
    description: z.string().optional().describe('What it means to a merchant, and what follows from it.'),
    required: z.boolean().default(false).describe('The flow cannot run without it.'),
    default: z.json().optional(),
  })
  .describe('A JSON Schema, and whether the setting is required.')

const triggerSpec = z.union(
  [
    z.strictObject({ every: durationSpec }),
    z.strictObject({ cron: z.string(), timezone: z.string().optional() }),
    z.strictObject({ webhook: z.string().describe('`connection.topic`.') }),
  ],
  { error: 'must be { every: 5m }, { cron: "*/5 * * * *", timezone: ... } or { webhook: connection.topic }' },
)

const exportSpec = z.strictObject({
  from: z.string().describe('`connection.resource`, for example `shop.orders`.'),
  cursor: z
    .strictObject({
      field: z.string().describe('The field that moves when a record changes.'),
      overlap: durationSpec.default('0s').describe('How far before the last run each run starts again.'),
    })
    .optional()
    .describe('Read only what has changed since the last run.'),
  where: z.record(z.string(), templateSpec).default({}).describe('Conditions the other system applies.'),
  pageSize: z
    .int()
    .min(1)
    .optional()
    .describe('Records a page; the most the other system allows when left out.'),
  traceKey: z.string().describe('What names a record across runs, for example ${record.id}.'),
  refetch: z.boolean().default(false).describe('Read a parked record again before it is retried.'),
})

/** The top of a flow file. Steps are read one by one, by their kind. */
export const flowFileSpec = z.strictObject({
  flow: nameSpec.describe("The flow's name."),
  summary: z.string().min(1).describe('What the flow does, in one sentence.'),
  settings: z.record(z.string(), settingSpec).default({}).describe('What a merchant may change.'),
  connections: z.record(nameSpec, z.string()).describe('Connection names to connectors.'),
  triggers: z.array(triggerSpec).default([]).describe('When the flow runs.'),
  export: exportSpec.describe('What is read.'),
  steps: z.array(z.looseObject({})).min(1).describe('What is done with each record, in order.'),
  onFailure: onFailureSpec
    .optional()
    .describe('What to do for each failure kind, unless a step says otherwise.'),
  concurrency: z.int().min(1).max(1_000).default(16).describe('How many records are at work at once.'),
  pagesInFlight: z.int().min(1).max(50).default(3).describe('How many pages may be in memory at once.'),
})

export type FlowFile = z.infer<typeof flowFileSpec>

/** A flow whose shape, names and expressions have been checked. What `compileFlow` takes. */
export interface FlowSpec extends Omit<FlowFile, 'steps'> {
  readonly steps: readonly LocatedStep[]
  /** The settings as one JSON Schema. */
  readonly settingsSchema: JsonSchema
  readonly file: string
}

export interface LocatedStep {
  readonly id: string
  readonly at: Place
  readonly step: StepSpec
}
