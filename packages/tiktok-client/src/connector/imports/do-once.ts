import { isApiError } from '@tiktok-ns/client-kit'
import type { ImportItem, ImportResult } from '@tiktok-ns/flow-engine'

export interface Once {
  /** What is there, where it is as wanted already; undefined where it still has to be done. */
  readonly findDone: () => Promise<ImportResult | undefined>
  readonly write: () => Promise<ImportResult>
}

/**
 * Writes what TikTok would take twice, or refuse the second time, so that it is done once.
 *
 * After an answer that was lost, in an earlier try or in this one, and after "already done", the state decides.
 */
export const doOnce = async (
  { outcomeUnknown }: ImportItem,
  { findDone, write }: Once,
): Promise<ImportResult> => {
  if (outcomeUnknown === true) {
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
