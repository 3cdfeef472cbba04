import { ApiError } from '@tiktok-ns/client-kit'
import { z } from 'zod'
import type { Caller } from '../transport/caller.js'
import { typePath } from './record-address.js'
import type { RecordCallOptions } from './records.js'

export interface ListOptions extends RecordCallOptions {
  /**
   * A filter such as `email IS "jane@example.com" AND dateCreated AFTER "1/1/2026"`. Body fields that the metadata marks as
   * filterable; dates in the account's format; NetSuite sees a new record here a little late.
   */
  readonly q?: string
  /** Ids a page, 1,000 at most and by default. */
  readonly pageSize?: number
}

const page = z.looseObject({
  items: z.array(z.looseObject({ id: z.coerce.string() })),
  hasMore: z.boolean(),
})

/** NetSuite gives no more pages than this. */
const maxPages = 1_000

/**
 * Ids of a record type, page by page as they are pulled. Follows `hasMore`: NetSuite's `last` link is wrong, and `totalResults` is
 * capped.
 */
export async function* listIds(
  call: Caller,
  type: string,
  { q, pageSize = 1_000, signal, priority, caller }: ListOptions = {},
): AsyncGenerator<string> {
  if (!Number.isInteger(pageSize) || pageSize < 1 || pageSize > 1_000)
    throw new TypeError(`pageSize is ${pageSize}; NetSuite takes 1 to 1,000`)
  for (let pageNumber = 0; ; pageNumber += 1) {
    if (pageNumber >= maxPages) throw tooManyPages(type)
    const { body } = await call({
      method: 'GET',
      path: typePath(type),
      query: { q, limit: pageSize, offset: pageNumber * pageSize },
      repeatable: true,
      signal,
      priority,
      caller,
    })
    const parsed = page.safeParse(body)
    if (!parsed.success) throw noCollection(type)
    for (const { id } of parsed.data.items) yield id
    if (!parsed.data.hasMore) return
  }
}

const noCollection = (type: string): ApiError =>
  new ApiError({
    kind: 'unavailable',
    message: `NetSuite answered with something that is no list of ${type} records`,
    hint: 'Read it again; if it goes on, a proxy may stand between.',
    request: `GET /services/rest${typePath(type)}`,
  })

const tooManyPages = (type: string): ApiError =>
  new ApiError({
    kind: 'too-large',
    message: `There are more ${type} records than NetSuite lists (${maxPages} pages)`,
    hint: 'Narrow it with q, or read ids by SuiteQL with a key.',
    request: `GET /services/rest${typePath(type)}`,
  })
