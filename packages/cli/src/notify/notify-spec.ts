import { z } from 'zod'

const text = z.string().min(1)

const channel = z.union([
  z.strictObject({ slack: text.describe('Incoming-webhook address of Slack, or of what speaks its JSON.') }),
  z.strictObject({
    webhook: text.describe('Address that gets the digest as JSON.'),
    headers: z.record(z.string(), text).default({}),
  }),
  z.strictObject({
    email: z.strictObject({
      server: text.describe('`smtps://user:password@host:465`, or `smtp://...` with STARTTLS.'),
      from: text,
      to: z.array(text).min(1),
    }),
  }),
])

const positive = (standard: number) => z.number().positive().default(standard)

/** Who is told what `serve` meets, and when something counts as late. */
export const notifySpec = z.strictObject({
  channels: z.array(channel).min(1),
  digestMinutes: positive(5).describe(
    'What comes within this time is one message. Lost connections are told at once.',
  ),
  repeatHours: positive(24).describe('The same cause is told again only after this time.'),
  staleHours: positive(24).describe('An open error older than this is told.'),
  quietFactor: positive(2).describe('Nothing seen for this many times the longest usual pause is told.'),
  dispatchHours: positive(6).describe('An order that is to ship within this time and has not is told.'),
})

export type NotifySpec = z.infer<typeof notifySpec>
export type ChannelSpec = NotifySpec['channels'][number]
