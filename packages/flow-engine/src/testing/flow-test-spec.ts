import { z } from 'zod'
import { failureKinds } from '../failures/failure.js'
import type { Json } from '../json.js'

const json: z.ZodType<Json> = z.json()
const record = z.record(z.string(), json)
const instant = z
  .string()
  .refine(text => !Number.isNaN(Date.parse(text)), 'must be an instant such as 2026-01-31T00:00:00Z')

const failureSpec = z.strictObject({
  kind: z.enum(failureKinds),
  message: z.string().default('refused by the test'),
  times: z
    .int()
    .min(1)
    .optional()
    .describe('Tries that fail before one succeeds; all of them when left out.'),
  of: z.string().optional().describe('Only writes and lookups whose external id or key contains this text.'),
  outcomeUnknown: z.boolean().default(false).describe('The write may have been done all the same.'),
})

const pages = z.array(z.array(record))

const outcome = z
  .string()
  .regex(
    /^(written|(skipped|failed)(: .*)?)$/s,
    'must be written, skipped: reason, failed: kind, or failed: kind: message',
  )

const expectSpec = z.strictObject({
  outcomes: z
    .array(outcome)
    .optional()
    .describe(
      'One line for each record, in order: `written`, `skipped: reason`, `failed: kind` or `failed: kind: message`.',
    ),
  payloads: z
    .record(z.string(), z.array(json))
    .default({})
    .describe('What each import was given, by step. Fields that are not named here may be there as well.'),
  exactly: z
    .record(z.string(), z.array(json))
    .default({})
    .describe('The same, but nothing else may be there.'),
  absent: z
    .array(z.string())
    .default([])
    .describe('Paths that no payload may have, such as `salesOrder.discountRate`.'),
  parked: z
    .array(
      z.strictObject({
        key: z.string().optional(),
        step: z.string().optional(),
        kind: z.enum(failureKinds).optional(),
        message: z.string().optional(),
      }),
    )
    .optional()
    .describe('All open parked records after the run, oldest first.'),
  counts: z
    .strictObject({ read: z.int(), written: z.int(), skipped: z.int(), failed: z.int() })
    .partial()
    .default({}),
  stored: z
    .record(z.string(), z.array(json))
    .default({})
    .describe(
      'What the systems of a case with a seed hold afterwards, by connection and kind, such as `erp.salesOrder`. Fields that are not named here may be there as well.',
    ),
  calls: z.record(z.string(), z.int()).default({}).describe('Requests made of each connection.'),
  cursor: z
    .union([z.null(), instant, z.record(z.string(), z.union([z.null(), instant]))], {
      error: 'must be an instant, null for none, or one of them for each export',
    })
    .optional()
    .describe('Where the next run starts; null: it reads everything.'),
  window: z
    .strictObject({ from: instant.nullable().optional(), until: instant.optional() })
    .optional()
    .describe('What the export was asked for.'),
  warnings: z.array(z.string()).optional().describe('All warnings; each line may be a part of one.'),
  stopped: z.enum(failureKinds).optional().describe('The run stopped early, for a failure of this kind.'),
})

const runShape = {
  at: instant
    .optional()
    .describe(
      'When the run starts; a minute after the one before, when left out. The clock stands still until something waits.',
    ),
  records: z.array(record).optional().describe('What the export gives, on one page.'),
  pages: pages.optional().describe('Or on several pages.'),
  exports: z
    .record(z.string(), z.union([z.array(record), z.strictObject({ pages })]))
    .optional()
    .describe('Or what each export gives, by its name; and what `read` steps find, by step.'),
  retry: z
    .literal(true)
    .optional()
    .describe('Parked records are tried again, in place of reading what has changed.'),
  lookups: z
    .record(z.string(), z.record(z.string(), z.union([record, z.array(record)])))
    .optional()
    .describe('Answers by step, then by key; a list for several matches.'),
  caches: z
    .record(z.string(), z.record(z.string(), json))
    .optional()
    .describe('What caches hold before the run, by name, then by key.'),
  answers: z
    .record(z.string(), z.union([record, z.array(record)]))
    .optional()
    .describe('What imports answer, by step; a list for one after the other.'),
  hooks: z
    .record(z.string(), z.array(record))
    .optional()
    .describe(
      'What hooks give for one record after the other, by name: { record }, { answer }, { skip } or { failure }.',
    ),
  failures: z
    .record(z.string(), z.union([failureSpec, z.array(failureSpec)]))
    .optional()
    .describe('Steps and exports that fail, and how.'),
  expect: expectSpec,
}

const runSpec = z.strictObject(runShape)

const caseSpec = z.strictObject({
  name: z.string().min(1).describe('What the flow does, as a sentence.'),
  settings: record.default({}).describe("Settings beside the file's own."),
  seed: z
    .union([z.string().min(1), record], { error: 'must be the path of a file, or what the systems hold' })
    .optional()
    .describe(
      'What the systems hold at the start: the flow runs against them, through its real connectors. A path from this file, or the seed itself.',
    ),
  ...runShape,
  expect: expectSpec.optional(),
  runs: z
    .array(runSpec)
    .min(1)
    .optional()
    .describe('Several runs in a row, which share the store. What a run does not say is as in the case.'),
})

/** A `*.flow.test.yaml` file. */
export const flowTestSpec = z.strictObject({
  flow: z.string().optional().describe('Path of the flow; the file of the same name when left out.'),
  settings: record.default({}),
  connections: z
    .record(
      z.string(),
      z.strictObject({
        key: z.string(),
        settings: record
          .default({})
          .describe("Of the account, as in a project file: for cases with a seed, before the seed's own."),
      }),
    )
    .default({}),
  cases: z.array(caseSpec).min(1),
})

export type FlowTestSpec = z.infer<typeof flowTestSpec>
export type FlowTestCase = FlowTestSpec['cases'][number]
export type FlowTestRun = z.infer<typeof runSpec>
export type FlowTestFailure = z.infer<typeof failureSpec>

/** The runs of a case: what a run leaves out is the case's. */
export const runsOf = ({
  name: _,
  settings: __,
  seed: ___,
  runs,
  expect,
  ...shared
}: FlowTestCase): readonly FlowTestRun[] =>
  (runs ?? [{ expect: expect ?? nothingExpected }]).map(run => ({ ...shared, ...run }))

const nothingExpected = expectSpec.parse({})
