import { isApiError } from '@tiktok-ns/client-kit'
import type { ImportItem, ImportPreview, ImportResult } from '@tiktok-ns/flow-engine'

export interface Once {
  /** What is there, where it is as wanted already; undefined where it still has to be done. */
  readonly findDone: () => Promise<ImportResult | undefined>
  readonly write: () => Promise<ImportResult>
  /** Whether what is there is looked at before the first try too: where TikTok would do it again without a word. */
  readonly looksFirst?: boolean
  /** Whether the write makes something new, rather than changing what is there. */
  readonly creates?: boolean
}

/**
 * Writes what TikTok would take twice, or refuse the second time, so that it is done once.
 *
 * After an answer that was lost, in an earlier try or in this one, and after "already done", the state decides.
 */
export const doOnce = async (
  { outcomeUnknown }: ImportItem,
  { findDone, write, looksFirst = false }: Once,
): Promise<ImportResult> => {
  if (looksFirst || outcomeUnknown === true) {
    const done = await findDone()
    if (done !== undefined) return done
  }
  try {
    return await write()
  } catch (error) {
    const mayBeDone =
      isApiError(error) && (error.outcomeUnknown || error.kind === 'duplicate' || error.kind === 'conflict')
    const done = mayBeDone ? await findDone() : undefined
    if (done !== undefined) return done
    throw error
  }
}

/** What `doOnce` would do. */
export const foreseeOnce = async (
  { externalId, idempotencyKey }: ImportItem,
  { findDone, creates = false }: Once,
): Promise<ImportPreview> => {
  const done = await findDone()
  if (done?.status === 'written')
    return { would: 'nothing', ref: done.ref, reason: 'TikTok Shop has it as wanted already' }
  return creates
    ? { would: 'create' }
    : { would: 'update', ref: externalId ?? idempotencyKey, differences: [] }
}
