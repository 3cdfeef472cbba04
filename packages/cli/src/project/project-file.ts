import { z } from 'zod'
import { notifySpec } from '../notify/notify-spec.js'
import { operationSpec } from './operation-spec.js'

const text = z.string().min(1)

const connectionEntry = z.strictObject({
  connector: text.describe(
    'The connector: `tiktok-shop`, `netsuite`, or one described in a `*.connector.yaml`.',
  ),
  key: z
    .string()
    .regex(/^[A-Za-z0-9_-]+$/, 'only letters, digits, _ and -')
    .describe('Short key of the account. It becomes part of external ids, so never change it.'),
  settings: z
    .record(z.string(), z.unknown())
    .default({})
    .describe('What the connector needs to reach the account.'),
})

const instanceEntry = z.strictObject({
  flow: text.describe(
    'Path of the flow file, from the project file; or `@tiktok-ns/flows/...` for a shipped flow.',
  ),
  connections: z.record(z.string(), text).default({}).describe("The flow's connection names to this file's."),
  settings: z.record(z.string(), z.unknown()).default({}).describe("Values for the flow's settings."),
})

/**
 * `tiktok-ns.yaml`: which accounts there are, and which flows run between them.
 *
 * Several shops run one flow as several instances, each with its own connections and settings.
 */
export const projectSpec = z.strictObject({
  store: text.default('.tiktok-ns/store.db').describe('Path of the store file, from the project file.'),
  connections: z.record(z.string(), connectionEntry),
  flows: z.record(z.string(), instanceEntry),
  operation: operationSpec.prefault({}),
  notify: notifySpec.optional(),
})

export type ProjectSpec = z.infer<typeof projectSpec>
