import { ApiError, excerptOf, type Redactor } from '@tiktok-ns/client-kit'
import type { z } from 'zod'

export interface AnswerContext {
  readonly request: string
  readonly redactor: Redactor
  readonly body: Uint8Array
}

/**
 * The data of an answer in the shape we know. Unknown fields are kept; a field that is null is left out, as TikTok itself leaves
 * out what is missing.
 *
 * @throws ApiError of kind `unavailable`, with an excerpt, where something is not as TikTok describes it.
 */
export const parseAnswer = <Shape extends z.ZodType>(
  schema: Shape,
  data: unknown,
  { request, redactor, body }: AnswerContext,
): z.infer<Shape> => {
  const parsed = schema.safeParse(withoutNulls(data))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new ApiError({
    kind: 'unavailable',
    message: `TikTok Shop's answer is malformed at ${issue?.path.join('.') || 'the top'}: ${issue?.message ?? 'wrong shape'}`,
    hint: 'Tried again by itself; if it goes on, the API may have changed: report it with the request id.',
    request,
    excerpt: excerptOf(body, redactor),
  })
}

const withoutNulls = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.filter(item => item !== null).map(withoutNulls)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, child]) => (child === null ? [] : [[name, withoutNulls(child)]])),
  )
}
