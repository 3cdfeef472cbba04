import { ApiError, isApiError } from '@tiktok-ns/client-kit'
import type { CallContext } from '@tiktok-ns/flow-engine'
import type { ProductFilter, ProductSummary } from '../../resources/products/products.js'
import type { TikTokShopClient } from '../../tiktok-shop-client.js'
import type { Page } from '../../transport/listing.js'

export type ProductPage = Pick<Page<ProductSummary, unknown>, 'items' | 'totalCount'>
type SearchContext = CallContext & { readonly pageSize?: number | undefined }

/** "Search Products" gives no more for one filter; one that finds more is refused with this code. */
const maxFound = 10_000
const tooManyFound = '12052180'

/** Before TikTok Shop sold anything, and the last second that 32 bits hold. */
const firstSecond = 1_514_764_800
const lastSecond = 2_147_483_647

/**
 * All products that a filter finds, however many there are, each once.
 *
 * What is too much for one search is halved by when the products were created, until each part fits.
 */
export async function* productPages(
  client: TikTokShopClient,
  filter: ProductFilter,
  context: SearchContext,
): AsyncGenerator<ProductPage> {
  const given = new Set<string>()
  if (yield* searched(client, filter, context, given)) return
  const { create_time_ge: from = firstSecond, create_time_le: until = lastSecond } = filter
  if (from >= until)
    throw new ApiError({
      kind: 'too-large',
      message: `More than ${maxFound} products were created in one second, and TikTok Shop gives no more for one search`,
      hint: 'Narrow the export: by status, seller SKUs or another condition of where.',
    })
  const middle = Math.floor((from + until) / 2)
  const parts = [
    { create_time_ge: from, create_time_le: middle },
    { create_time_ge: middle + 1, create_time_le: until },
  ]
  for (const part of parts)
    for await (const { items } of productPages(client, { ...filter, ...part }, context))
      yield { items: items.filter(({ id }) => !given.has(id)), totalCount: undefined }
}

/** The pages of one search; false where it finds more than it gives, which TikTok may also say after the first pages. */
async function* searched(
  client: TikTokShopClient,
  filter: ProductFilter,
  context: SearchContext,
  given: Set<string>,
): AsyncGenerator<ProductPage, boolean> {
  try {
    for await (const page of client.products.search(filter, context).pages()) {
      if ((page.totalCount ?? 0) > maxFound) return false
      for (const { id } of page.items) given.add(id)
      yield page
    }
    return true
  } catch (error) {
    if (isApiError(error) && error.code === tooManyFound) return false
    throw error
  }
}
