import { z } from 'zod'
import { nameSpec } from '../../check/shared-spec.js'
import { connectorBase, instantFormSpec, resourceBase, schemaSpec } from '../shared-spec.js'

const formatSpec = z
  .enum(['csv', 'json', 'ndjson'])
  .describe('CSV with a header line, one JSON list, or one JSON object a line.')

const readableFormatSpec = z
  .enum([...formatSpec.options, 'xlsx'])
  .describe(
    'CSV or a sheet of a workbook (XLSX) with a header line, one JSON list, or one JSON object a line.',
  )

const sheetSpec = {
  sheet: z.string().min(1).optional().describe('Name of the sheet, for XLSX. The first one when left out.'),
  headerLine: z
    .int()
    .min(1)
    .max(100)
    .default(1)
    .describe(
      'Which line has the names of the columns, for CSV and XLSX; blank rows of a sheet do not count.',
    ),
}

const relativePath = z
  .string()
  .min(1)
  .refine(
    path => !/^([\\/]|[A-Za-z]:)/.test(path) && !path.split(/[\\/]/).includes('..'),
    'must be a path below the folder of the connection',
  )

const csvSpec = {
  delimiter: z.string().length(1).default(',').describe('What stands between values, for CSV.'),
}

const resourceSpec = z.strictObject({
  ...resourceBase,
  path: relativePath.describe(
    'Below the folder; `*` in the name stands for anything, and files are read in order of their names.',
  ),
  format: readableFormatSpec,
  ...csvSpec,
  ...sheetSpec,
  oncePer: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Gives only the first record for each value of this field, such as a statement for all of its rows.',
    ),
  cursorFields: z.record(z.string(), instantFormSpec).default({}).describe('Fields a cursor may follow.'),
})

const importSpec = z.strictObject({
  summary: z.string().default(''),
  path: relativePath.describe('Below the folder. Made when it is not there.'),
  format: formatSpec,
  ...csvSpec,
  payload: schemaSpec.describe('JSON Schema of a record.'),
  keyField: z
    .string()
    .default('externalId')
    .describe('The field that holds the external id, by which a record is found again.'),
  columns: z
    .array(z.string())
    .min(1)
    .optional()
    .describe('Columns of a CSV file, in order. The first record says them when left out.'),
})

const lookupSpec = z.strictObject({
  summary: z.string().default(''),
  path: relativePath,
  format: readableFormatSpec,
  ...csvSpec,
  ...sheetSpec,
  key: z.string().describe('The field that is looked up by.'),
  match: schemaSpec.describe('JSON Schema of one match.'),
})

/** Files as a system: `kind: file` in a connector file. */
export const fileConnectorSpec = z.strictObject({
  ...connectorBase,
  kind: z.literal('file'),
  resources: z.record(nameSpec, resourceSpec).default({}),
  lookups: z.record(nameSpec, lookupSpec).default({}),
  imports: z.record(nameSpec, importSpec).default({}),
})

export type FileConnectorSpec = z.infer<typeof fileConnectorSpec>
export type FileImportSpec = FileConnectorSpec['imports'][string]
export type FileFormat = z.infer<typeof readableFormatSpec>
