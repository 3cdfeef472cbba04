import { z } from 'zod'
import { failureKinds } from '../failures/failure.js'
import type { Json } from '../json.js'

const json: z.ZodType<Json> = z.json()
const record = z.record(z.string(), json)

const failureSpec = z.strictObject({
  kind: z.enum(failureKinds),
  message: z.string().default('refused by the test'),
  /** Tries that fail before one succeeds; all of them when left out. */
  times: z.int().min(1).optional(),
})

const caseSpec = z.strictObject({
  name: z.string().min(1).describe('What the flow does, as a sentence.'),
  settings: record.default({}).describe("Settings beside the file's own."),
  records: z.array(record).describe('What the export gives, on one page.'),
  lookups: z
    .record(z.string(), z.record(z.string(), z.union([record, z.array(record)])))
    .default({})
    .describe('Answers by step, then by key; a list for several matches.'),
  failures: z.record(z.string(), failureSpec).default({}).describe('Import steps that fail, and how.'),
  expect: z.strictObject({
    outcomes: z
      .array(z.string())
      .describe(
        'One line for each record, in order: `written`, `skipped: reason`, `failed: kind` or `failed: kind: message`.',
      ),
    payloads: z
      .record(z.string(), z.array(json))
      .default({})
      .describe('What each import was given, by step. Fields that are not named here may be there as well.'),
    absent: z
      .array(z.string())
      .default([])
      .describe('Paths that no payload may have, such as `salesOrder.discountRate`.'),
  }),
})

/** A `*.flow.test.yaml` file. */
export const flowTestSpec = z.strictObject({
  flow: z.string().optional().describe('Path of the flow; the file of the same name when left out.'),
  settings: record.default({}),
  connections: z.record(z.string(), z.strictObject({ key: z.string() })).default({}),
  cases: z.array(caseSpec).min(1),
})

export type FlowTestSpec = z.infer<typeof flowTestSpec>
export type FlowTestCase = FlowTestSpec['cases'][number]
