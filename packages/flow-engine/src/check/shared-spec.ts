import { z } from 'zod'
import { failureKinds } from '../failures/failure.js'
import { parseDuration } from './duration.js'

/** An expression in CEL, without `${}`. A bare true or false is one too. */
export const expressionSpec = z
  .union([z.string().min(1), z.boolean().transform(String)])
  .meta({ expression: true })

/** Any JSON whose strings may hold `${...}`. */
export const templateSpec = z.json()

export const nameSpec = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_-]*$/, 'must be a name: a letter, then letters, digits, _ or -')

export const durationSpec = z
  .string()
  .refine(text => parseDuration(text) !== undefined, 'must be a duration such as 30s, 10m or 2h')
  .describe('A duration: 500ms, 30s, 10m, 2h, 1d.')

const endings = ['park', 'skip', 'continue', 'stop'] as const

/** Steps inside something. They are read one by one, by their kind; `step` tells editors what an item is. */
export const stepsSpec = z.array(z.looseObject({}).meta({ step: true }))

const recoverySpec = z.strictObject({
  run: stepsSpec.min(1).describe('Steps for the failed record; `failure` says what happened.'),
  then: z.enum(endings).default('park').describe('How the record ends, or goes on, afterwards.'),
})

const endingWords = endings.join(', ')

const endingSpec = z.union([z.enum(endings), recoverySpec], {
  error: `must be ${endingWords}, or { run: [steps] }`,
})

const retrySpec = z.strictObject({
  attempts: z.int().min(1).max(100).describe('Tries in all, the first included.'),
  backoff: z
    .string()
    .refine(text => parseBackoff(text) !== undefined, 'must be a range of durations such as 1s..60s')
    .default('1s..60s')
    .describe('First and longest wait; waits double in between.'),
  then: endingSpec.default('park').describe('What happens when the tries are used up.'),
})

export const failureRuleSpec = z.union(
  [z.enum(endings), recoverySpec, z.strictObject({ retry: retrySpec })],
  {
    error: `must be ${endingWords}, { run: [steps] }, or { retry: { attempts: 5, backoff: 1s..60s } }`,
  },
)

export type FailureRuleSpec = z.infer<typeof failureRuleSpec>
export type EndingSpec = z.infer<typeof endingSpec>

/** What to do for each failure kind. */
export const onFailureSpec = z.partialRecord(z.enum(failureKinds), failureRuleSpec)

export type OnFailureSpec = z.infer<typeof onFailureSpec>

export const parseBackoff = (
  text: string,
): { readonly firstDelayMs: number; readonly maxDelayMs: number } | undefined => {
  const [first, last, ...more] = text.split('..').map(parseDuration)
  if (first === undefined || last === undefined || more.length > 0 || last < first) return undefined
  return { firstDelayMs: first, maxDelayMs: last }
}

/** Keys that every step kind has. */
export const stepBase = {
  when: expressionSpec.optional().describe('The step is left out for records where this is false.'),
  onFailure: onFailureSpec
    .optional()
    .describe("What to do for each failure kind; the flow's own rules hold for the rest."),
}
