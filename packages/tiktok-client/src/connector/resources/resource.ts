import { isApiError } from '@tiktok-ns/client-kit'
import type {
  CallContext,
  CursorWindow,
  ExportPage,
  ExportRequest,
  JsonObject,
  JsonSchema,
  ResourceDescription,
} from '@tiktok-ns/flow-engine'
import type { TikTokShopClient } from '../../tiktok-shop-client.js'
import type { Listing } from '../../transport/listing.js'
import { toJson } from '../to-json.js'

/** One resource: what a flow may know of it, and how it is read. */
export interface Resource {
  readonly description: ResourceDescription
  exportPages(
    client: TikTokShopClient,
    request: ExportRequest,
    context: CallContext,
  ): AsyncIterable<ExportPage>
}

/** Creation and change, which most of TikTok's lists can be read by. */
export const changeCursors = { update_time: 'epoch-seconds', create_time: 'epoch-seconds' } as const

/** A window in milliseconds as TikTok's bounds in seconds: from inclusive, until exclusive. */
export const toBounds = (
  window: CursorWindow | undefined,
  name: string | undefined = window?.field,
): Readonly<Record<string, number>> =>
  window === undefined
    ? {}
    : {
        ...(window.fromMs === undefined ? {} : { [`${name}_ge`]: Math.ceil(window.fromMs / 1000) }),
        [`${name}_lt`]: Math.ceil(window.untilMs / 1000),
      }

/** The field a list is sorted by: that of the window. */
export const sortFieldOf = ({ window }: ExportRequest): 'create_time' | 'update_time' =>
  window?.field === 'create_time' ? 'create_time' : 'update_time'

/** The pages of a list as a flow reads them. */
export async function* toPages<Item>(
  list: Listing<Item>,
  toRecord: (item: Item) => JsonObject = toJson,
): AsyncGenerator<ExportPage> {
  for await (const { items, totalCount } of list.pages()) {
    yield { records: items.map(toRecord), ...(totalCount === undefined ? {} : { totalCount }) }
  }
}

/** One page of records, or none where there are no records. */
export const toOnePage = (records: readonly JsonObject[]): readonly ExportPage[] =>
  records.length === 0 ? [] : [{ records }]

/** Items with these ids in a list that can only be walked. Stops once all are found. */
export const findInList = async <Item>(
  list: AsyncIterable<Item>,
  ids: readonly string[],
  idOf: (item: Item) => string,
): Promise<readonly Item[]> => {
  const missing = new Set(ids)
  const found: Item[] = []
  if (missing.size === 0) return found
  for await (const item of list) {
    if (missing.delete(idOf(item))) found.push(item)
    if (missing.size === 0) break
  }
  return found
}

/** Records that are read one by one; those that do not exist are left out. */
export const readEach = async <Item>(
  ids: readonly string[],
  read: (id: string) => Promise<Item>,
): Promise<readonly Item[]> => {
  const found = await Promise.all(
    ids.map(async id => {
      try {
        return [await read(id)]
      } catch (error) {
        if (isApiError(error) && error.kind === 'missing') return []
        throw error
      }
    }),
  )
  return found.flat()
}

/** A list cut into pieces of one size. */
export const inPieces = <Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  )

/** The schema of a `where`. */
export const whereOf = (properties: { readonly [field: string]: JsonSchema }): JsonSchema => ({
  type: 'object',
  additionalProperties: false,
  properties,
})

export const text: JsonSchema = { type: 'string' }
export const texts: JsonSchema = { type: 'array', items: text }
export const seconds: JsonSchema = { type: 'integer' }
export const flag: JsonSchema = { type: 'boolean' }
