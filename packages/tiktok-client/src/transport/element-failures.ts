import type { FailureKind } from '@tiktok-ns/client-kit'
import { z } from 'zod'
import { meaningOf } from './failure-table.js'
import { maybeText, text } from './tolerant-shapes.js'

/** One element of a batch that TikTok refused although it answered the call with success. */
export interface ElementFailure {
  /** The element, by the id it had in the request; undefined where TikTok does not say. */
  readonly id: string | undefined
  readonly kind: FailureKind
  readonly code: string
  readonly message: string
  readonly hint: string | undefined
  /** True when it may have been done although no answer says so. */
  readonly outcomeUnknown: boolean
  /** What is wrong within the element: a warehouse of a SKU, for example. */
  readonly within: readonly {
    readonly id: string | undefined
    readonly code: string
    readonly message: string
  }[]
}

export interface BatchResult {
  /** Elements that were refused. All others were done, as long as every failure has an id. */
  readonly failures: readonly ElementFailure[]
}

const withinShape = z.looseObject({ code: text, message: maybeText, warehouse_id: maybeText })

// Codes are numbers in most places and text in external orders.
const failureShape = z.looseObject({
  code: text,
  message: maybeText,
  detail: z.looseObject({ extra_errors: z.array(withinShape).optional() }).optional(),
})

const answerShape = z.looseObject({ errors: z.array(failureShape).optional() })

/**
 * The refusals inside an answer of code 0.
 *
 * @see "Common errors", TikTok Shop Partner Center
 */
export const readElementFailures = (answer: unknown): readonly ElementFailure[] => {
  const parsed = answerShape.safeParse(answer)
  if (!parsed.success) return [unreadable]
  const { errors = [] } = parsed.data
  return errors.map(({ code, message = '', detail }) => {
    const within = (detail?.extra_errors ?? []).map(inner => ({
      id: inner.warehouse_id,
      code: inner.code,
      message: inner.message ?? '',
    }))
    // "The check failed" says nothing; what failed within does.
    const [cause = { code, message }] = within
    const { kind, hint } = meaningOf(200, Number(cause.code), cause.message)
    return { id: idOf(detail), kind, code, message, hint, outcomeUnknown: false, within }
  })
}

const unreadable: ElementFailure = {
  id: undefined,
  kind: 'unknown',
  code: '',
  message: "TikTok Shop's list of refusals could not be read",
  hint: 'Read the elements again to see which of them were done.',
  outcomeUnknown: true,
  within: [],
}

/** The first id in the detail: `sku_id`, `package_id`, `product_id`, `order_id`. */
const idOf = (detail: Readonly<Record<string, unknown>> | undefined): string | undefined => {
  const found = Object.entries(detail ?? {}).find(([name, value]) => name.endsWith('_id') && value !== '')
  return found === undefined ? undefined : String(found[1])
}
