import { type ApiError, isApiError } from '@tiktok-ns/client-kit'
import { type BatchResult, type ElementFailure, readElementFailures } from './element-failures.js'

export interface BatchOptions<Item> {
  /** What TikTok takes in one call. */
  readonly maxPerCall: number
  readonly idOf: (item: Item) => string
  readonly send: (batch: readonly Item[]) => Promise<unknown>
}

/**
 * Writes a list in pieces that one call takes, and puts their refusals together again.
 *
 * Where one of several calls fails as a whole, its elements are failures like any other: what the other calls did stays known.
 *
 * @throws ApiError when no call succeeded.
 */
export const writeInBatches = async <Item>(
  items: readonly Item[],
  { maxPerCall, idOf, send }: BatchOptions<Item>,
): Promise<BatchResult> => {
  const batches = toBatches(items, maxPerCall)
  const results = await Promise.allSettled(batches.map(send))
  const [first] = results
  if (first?.status === 'rejected' && results.every(({ status }) => status === 'rejected')) throw first.reason
  const failures = results.flatMap((result, index) => {
    if (result.status === 'fulfilled') return readElementFailures(result.value)
    const error: unknown = result.reason
    if (!isApiError(error)) throw error
    return (batches[index] ?? []).map(item => failureOfCall(idOf(item), error))
  })
  return { failures }
}

const failureOfCall = (id: string, error: ApiError): ElementFailure => ({
  id,
  kind: error.kind,
  code: error.code ?? '',
  message: error.message,
  hint: error.hint,
  outcomeUnknown: error.outcomeUnknown,
  within: [],
})

/** Reads what a list of ids stands for, in pieces that one call takes. */
export const readInBatches = async <Answer>(
  ids: readonly string[],
  maxPerCall: number,
  read: (batch: readonly string[]) => Promise<readonly Answer[] | undefined>,
): Promise<readonly Answer[]> => {
  const answers = await Promise.all(toBatches([...new Set(ids)], maxPerCall).map(read))
  return answers.flatMap(answer => answer ?? [])
}

const toBatches = <Item>(items: readonly Item[], maxPerCall: number): readonly (readonly Item[])[] =>
  Array.from({ length: Math.ceil(items.length / maxPerCall) }, (_, index) =>
    items.slice(index * maxPerCall, (index + 1) * maxPerCall),
  )
