import type { z } from 'zod'

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

export interface Retirement {
  /** The day, as `2025-12-31`. */
  readonly on: string
  /** The name of the endpoint that took its place. */
  readonly useInstead: string
}

/** One call of the Open API in one version: where it is, what it needs, what it answers. */
export interface Endpoint<Input, Answer> {
  /** Our name for it, used in error messages. */
  readonly name: string
  readonly method: Method
  /** With `{placeholders}` for ids. */
  readonly path: string
  readonly version: string
  /** Whether TikTok wants the shop named; an unwanted one is an error to it. */
  readonly shop: 'required' | 'accepted' | 'not-accepted'
  /** Any one of these lets the app call it. */
  readonly scopes: readonly string[]
  /** True when doing it twice does no harm. */
  readonly repeatable: boolean
  /** Where it takes a key under which TikTok does the same thing only once. */
  readonly idempotencyKey?: 'query' | 'body'
  readonly multipart?: boolean
  /** TikTok has switched this version off. */
  readonly retired?: Retirement
  /** Made at its first use, because all of them together would slow every start. */
  readonly answer: () => z.ZodType<Answer>
  /** For types alone; never set. */
  readonly input?: Input
}

export const defineEndpoint = <Input, Answer>(endpoint: Endpoint<Input, Answer>): Endpoint<Input, Answer> => {
  let made: z.ZodType<Answer> | undefined
  return {
    ...endpoint,
    answer: () => {
      made ??= endpoint.answer()
      return made
    },
  }
}
