import { z } from 'zod'
import { parseDuration } from './duration.js'
import { durationSpec, nameSpec, templateSpec } from './shared-spec.js'

/** What the export of a flow is called that has only one. */
export const onlyExport = 'export'

/** A duration whose number is a setting: `${settings.holdMinutes}m`. */
export const settingDuration = (
  text: string,
): { readonly setting: string; readonly unit: string } | undefined => {
  const [, setting, unit] = /^\$\{settings\.(\w+)\}(ms|s|m|h|d)$/.exec(text) ?? []
  return setting === undefined || unit === undefined ? undefined : { setting, unit }
}

const durationOrSettingSpec = z
  .string()
  .refine(
    text => parseDuration(text) !== undefined || settingDuration(text) !== undefined,
    'must be a duration such as 30s, 10m or 2h, or one whose number is a setting: ${settings.holdMinutes}m',
  )
  .describe('A duration, or one whose number is a setting: 10m, ${settings.holdMinutes}m.')

const cursorSpec = z.strictObject({
  field: z.string().describe('The field that moves when a record changes.'),
  overlap: durationSpec.default('0s').describe('How far before the last run each run starts again.'),
  lag: durationOrSettingSpec
    .default('0s')
    .describe('How old a change must be to be read. Younger ones wait for a later run.'),
  start: templateSpec
    .optional()
    .describe('Where the first run starts: an instant such as 2026-01-01T00:00:00Z. All, when left out.'),
  end: templateSpec.optional().describe('Nothing at or after this instant is read.'),
  keepBehind: z
    .string()
    .optional()
    .describe(
      'A flow, or `flow/export`, that this export does not overtake, so that children follow their parents.',
    ),
})

const onceSpec = z.strictObject({
  into: z.string().describe('`connection.record` that is marked, in the system the record came from.'),
  operation: z.string().default('update').describe('What to do there.'),
  id: z.string().optional().describe("The record's id there, for example ${record.id}."),
  externalId: z.string().optional().describe('Or its external id.'),
  payload: templateSpec.describe('What says that the record is done, for example { exported: true }.'),
})

/** Where records come from. */
export const exportSpec = z.strictObject({
  from: z.string().describe('`connection.resource`, for example `shop.orders`.'),
  cursor: cursorSpec.optional().describe('Read only what has changed since the last run.'),
  once: onceSpec
    .optional()
    .describe('Mark each record in its source when it is done, and let `where` leave out what is marked.'),
  limit: z.int().min(1).optional().describe('Read only the first few, for trying out; the cursor stays.'),
  ids: templateSpec
    .optional()
    .describe('Read only these, when it gives any: ${settings.orderIds}. The cursor stays.'),
  where: z.record(z.string(), templateSpec).default({}).describe('Conditions the other system applies.'),
  pageSize: z
    .int()
    .min(1)
    .optional()
    .describe('Records a page; the most the other system allows when left out.'),
  traceKey: z.string().describe('What names a record across runs, for example ${record.id}.'),
  again: z
    .boolean()
    .default(false)
    .describe('Treat a record once more though it is unchanged: what belongs to it may have changed.'),
  refetch: z.boolean().default(false).describe('Read a parked record again before it is retried.'),
})

export const namedExportSpec = z.strictObject({
  export: nameSpec.describe('Names this export; `run.export` says which one a record came from.'),
  ...exportSpec.shape,
})

export type ExportSpec = z.infer<typeof exportSpec>
