import { z } from 'zod'

const moment = z.enum(['before', 'after']).default('after')

/** What can go wrong with one call. `before` and `after` say whether a write was done when the answer was lost. */
export const fault = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('rate-limited'),
    /** Seconds sent as `Retry-After`; left out, no such header. */
    retryAfterSecs: z.number().nonnegative().optional(),
  }),
  z.strictObject({ kind: z.literal('status'), status: z.number().int().min(400).max(599).default(503) }),
  z.strictObject({
    kind: z.literal('timeout'),
    when: moment,
    /** How long the answer is held before the connection is cut, in real milliseconds. */
    holdMs: z.number().nonnegative().default(120_000),
  }),
  z.strictObject({ kind: z.literal('reset'), when: moment }),
  z.strictObject({ kind: z.literal('slow'), delayMs: z.number().nonnegative() }),
  /** The head of the answer comes at once, its body bit by bit with a pause before each piece but the first. */
  z.strictObject({
    kind: z.literal('drip'),
    pieces: z.number().int().min(2).default(10),
    pauseMs: z.number().nonnegative(),
  }),
  z.strictObject({ kind: z.literal('malformed-json') }),
  z.strictObject({ kind: z.literal('truncated-json') }),
  /** The page token that was sent is refused. */
  z.strictObject({ kind: z.literal('wrong-page-token') }),
  /** The answer's next page token is the one that led here: who follows it goes round in circles. */
  z.strictObject({ kind: z.literal('repeated-page-token') }),
  /** The page begins with the last row of the page before, as when rows move while one pages. */
  z.strictObject({ kind: z.literal('repeated-row') }),
  z.strictObject({ kind: z.literal('wrong-total-count') }),
  z.strictObject({ kind: z.literal('token-revoked') }),
  z.strictObject({ kind: z.literal('clock-skew'), skewMs: z.number() }),
])

/** One rule: which calls it may strike, how often, and what then happens. Rules are asked in order; the first that strikes decides. */
export const faultRule = z.strictObject({
  /** Names the rule in the log; made up when left out. */
  id: z.string().optional(),
  system: z.enum(['tiktok-shop', 'netsuite']).optional(),
  /** A NetSuite account, where there are several. */
  account: z.string().optional(),
  method: z.string().optional(),
  /** Path pattern: `*` is one segment or a part of it, `**` is anything. Left out: every path. */
  path: z.string().optional(),
  /** Lets so many matching calls pass first. */
  skip: z.number().int().nonnegative().default(0),
  /** Strikes at most so often; left out, without end. */
  count: z.number().int().positive().optional(),
  /** Chance of striking a matching call, drawn from the sandbox's seed. */
  probability: z.number().min(0).max(1).default(1),
  fault,
})

export type Fault = z.output<typeof fault>
export type FaultRule = z.output<typeof faultRule>
export type FaultRuleInput = z.input<typeof faultRule>

/**
 * Checks fault rules that came from outside, such as a parsed file.
 *
 * @throws {TypeError} with every wrong place named
 */
export const checkFaultRules = (rules: unknown): FaultRuleInput[] => {
  const checked = z.array(faultRule).safeParse(rules)
  if (!checked.success) throw new TypeError(`The fault rules are wrong:\n${z.prettifyError(checked.error)}`)
  return checked.data
}
