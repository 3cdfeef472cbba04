import { z } from 'zod'

const days = (standard: number, what: string) =>
  z.number().int().min(1).default(standard).describe(`Days after which ${what} is deleted.`)

/** How long each kind of data is kept. Where documents came from is kept for good: it holds nobody's data. */
const keepDays = z.strictObject({
  payloads: days(30, 'what was read, sent and answered'),
  history: days(400, 'what became of each record'),
  runs: days(400, 'a run and its report'),
  resolvedErrors: days(90, 'a resolved error'),
  webhooks: days(30, 'the id of a webhook that has been dealt with'),
  audit: days(1_100, 'what people changed by hand'),
})

const stopEarly = z
  .strictObject({
    after: z.number().int().min(2).default(25).describe('So many records that fail alike end the run.'),
    within: z.number().int().min(2).default(40).describe('How many failures back are looked at.'),
  })
  .refine(({ after, within }) => within >= after, {
    path: ['within'],
    message: 'must be at least as much as "after"',
  })

/** How a project is run day by day: what is kept and for how long, and when a run gives up. */
export const operationSpec = z.strictObject({
  writes: z
    .enum(['allowed', 'none'])
    .default('allowed')
    .describe('`none`: nothing is written into any system, and only dry runs run. How a new project begins.'),
  payloads: z
    .enum(['masked', 'none'])
    .default('masked')
    .describe('What is kept of records: with personal data masked, or nothing; then a retry reads again.'),
  keepDays: keepDays.prefault({}),
  webhookUrl: z
    .url({ protocol: /^https?$/ })
    .transform(url => url.replace(/\/+$/, ''))
    .optional()
    .describe(
      'Where `serve` is reached from outside, such as https://hooks.example.com: doctor and serve look whether each shop sends its notifications to /webhooks/<connection> there.',
    ),
  stopEarly: z
    .union([stopEarly, z.literal(false)])
    .prefault({})
    .describe('When records that all fail for one cause end a run; `false`: never.'),
})

export type KeepDays = z.infer<typeof keepDays>
