import type {
  CallContext,
  FieldDifference,
  ImportItem,
  ImportPreview,
  ImportRequest,
  ImportResult,
  JsonObject,
} from '@tiktok-ns/flow-engine'
import type { SkuInventory } from '../../resources/products/inventory.js'
import type { TikTokShopClient } from '../../tiktok-shop-client.js'
import type { BatchResult } from '../../transport/element-failures.js'
import { toFailure } from '../to-failure.js'
import { noOperation, refused, toPreview, written } from './import-target.js'

/** One SKU that an item wants to write. */
export interface SkuWish<Sku> {
  readonly skuId: string
  /** What is sent for it, seen what it has now; a result where nothing has to be, or nothing can. */
  readonly toSku: (current: SkuInventory) => Sku | ImportResult
}

export interface ByProduct<Sku extends { readonly id: string }> {
  readonly operations: readonly string[]
  /** What an item wants, or why that cannot be read off it. */
  readonly wishesOf: (item: ImportItem) => readonly SkuWish<Sku>[] | ImportResult
  readonly send: (productId: string, skus: readonly Sku[]) => Promise<BatchResult>
  /** What would be different of a SKU, where what it has now shows that. */
  readonly differences?: (sku: Sku, current: SkuInventory) => readonly FieldDifference[]
  /** What goes first where calls have to wait: the smallest. All alike when left out. */
  readonly urgency?: (sku: Sku) => number
}

interface ReadSku {
  readonly productId: string
  readonly sku: SkuInventory
}

interface PreparedSku<Sku> extends Partial<ReadSku> {
  readonly prepared: Sku | ImportResult
}

interface Prepared<Sku> {
  /** By item: the SKUs it is about, or why there are none. */
  readonly wishes: readonly (readonly SkuWish<Sku>[] | ImportResult)[]
  readonly bySku: ReadonlyMap<string, PreparedSku<Sku>>
}

/** Which product a SKU belongs to, and what it has now, is read for all of them together. */
const prepareAll = async <Sku extends { readonly id: string }>(
  client: TikTokShopClient,
  { target, operation, items }: ImportRequest,
  context: CallContext,
  { operations, wishesOf }: ByProduct<Sku>,
): Promise<Prepared<Sku>> => {
  const wishes = operations.includes(operation)
    ? items.map(wishesOf)
    : items.map(() => noOperation(target, operation, operations))
  const wanted = new Map(
    wishes.flatMap(each => ('status' in each ? [] : each)).map(wish => [wish.skuId, wish]),
  )
  const known = await readSkus(client, [...wanted.keys()], context)
  const bySku = [...wanted].map(([skuId, { toSku }]): readonly [string, PreparedSku<Sku>] => {
    const found = known.get(skuId)
    if (found === undefined) return [skuId, { prepared: missing(skuId) }]
    return [skuId, { ...found, prepared: toSku(found.sku) }]
  })
  return { wishes, bySku: new Map(bySku) }
}

/**
 * Writes SKUs in one call for each product, which is how TikTok takes stock and prices; each SKU's result is its own. A SKU that
 * several items want is written once, as the last of them wants it: TikTok refuses a call that names it twice.
 */
export const writeByProduct = async <Sku extends { readonly id: string }>(
  client: TikTokShopClient,
  request: ImportRequest,
  context: CallContext,
  how: ByProduct<Sku>,
): Promise<readonly ImportResult[]> => {
  const { wishes, bySku } = await prepareAll(client, request, context, how)
  const { send, urgency = () => 0 } = how
  const results = new Map<string, ImportResult>()
  const byProduct = new Map<string, Sku[]>()
  for (const [skuId, { prepared, productId = '' }] of bySku) {
    if ('status' in prepared) results.set(skuId, prepared)
    else byProduct.set(productId, [...(byProduct.get(productId) ?? []), prepared])
  }
  const mostUrgent = (skus: readonly Sku[]): number => Math.min(...skus.map(urgency))
  // The client's gate starts calls in the order in which they come.
  const inOrder = [...byProduct].sort(([, one], [, other]) => mostUrgent(one) - mostUrgent(other))
  await Promise.all(
    inOrder.map(async ([productId, skus]) => {
      for (const [skuId, result] of await sendAll(productId, skus, send)) results.set(skuId, result)
    }),
  )
  return wishes.map(each =>
    'status' in each ? each : together(each.flatMap(({ skuId }) => results.get(skuId) ?? [])),
  )
}

/** What `writeByProduct` would do. */
export const previewByProduct = async <Sku extends { readonly id: string }>(
  client: TikTokShopClient,
  request: ImportRequest,
  context: CallContext,
  how: ByProduct<Sku>,
): Promise<readonly (ImportPreview | undefined)[]> => {
  const { wishes, bySku } = await prepareAll(client, request, context, how)
  return wishes.map(each => {
    if ('status' in each) return toPreview(each)
    const found = each.flatMap(({ skuId }) => bySku.get(skuId) ?? [])
    const changed = found.flatMap(({ prepared, sku = {} }) =>
      'status' in prepared ? [] : [{ prepared, differences: how.differences?.(prepared, sku) ?? [] }],
    )
    if (changed.length === 0)
      return toPreview(together(found.flatMap(({ prepared }) => ('status' in prepared ? [prepared] : []))))
    return {
      would: 'update',
      ref: changed.map(({ prepared }) => prepared.id).join(','),
      differences: changed.flatMap(({ prepared, differences }) =>
        changed.length === 1
          ? differences
          : differences.map(each => ({ ...each, path: `${prepared.id}.${each.path}` })),
      ),
    }
  })
}

const readSkus = async (
  client: TikTokShopClient,
  skuIds: readonly string[],
  context: CallContext,
): Promise<ReadonlyMap<string, ReadSku>> =>
  new Map(
    (await client.inventory.ofSkus(skuIds, context)).flatMap(({ product_id: productId = '', skus = [] }) =>
      skus.map(sku => [sku.id ?? '', { productId, sku }]),
    ),
  )

const sendAll = async <Sku extends { readonly id: string }>(
  productId: string,
  skus: readonly Sku[],
  send: (productId: string, skus: readonly Sku[]) => Promise<BatchResult>,
): Promise<readonly (readonly [string, ImportResult])[]> => {
  try {
    const { failures } = await send(productId, skus)
    // A refusal that names no SKU may be about any of them.
    const unnamed = failures.find(({ id }) => id === undefined)
    return skus.map(({ id, ...sent }) => {
      const failure = failures.find(each => each.id === id) ?? unnamed
      return [id, failure === undefined ? written('updated', id, toSent(id, sent)) : refused(failure)]
    })
  } catch (error) {
    return skus.map(({ id }) => [id, { status: 'failed', failure: toFailure(error) }])
  }
}

const toSent = (id: string, sent: object): JsonObject => ({ id, sent: JSON.parse(JSON.stringify(sent)) })

/** One result for an item's SKUs. Those that were written stay written: trying again finds them as they should be. */
const together = (results: readonly ImportResult[]): ImportResult => {
  const [first, ...others] = results
  if (first === undefined) return { status: 'ignored', reason: 'there is no SKU to write' }
  if (others.length === 0) return first
  const failed = results.find(({ status }) => status === 'failed')
  if (failed !== undefined) return failed
  const done = results.flatMap(result => (result.status === 'written' ? [result] : []))
  const isChanged = done.some(({ change }) => change !== 'unchanged')
  return written(isChanged ? 'updated' : 'unchanged', done.map(({ ref }) => ref).join(','), {
    skus: done.map(({ answer }) => answer),
  })
}

const missing = (skuId: string): ImportResult => ({
  status: 'failed',
  failure: {
    kind: 'missing',
    message: `TikTok Shop has no SKU ${skuId} in this shop`,
    hint: 'Look the id up with skusBySellerSku; it may belong to another shop.',
  },
})
