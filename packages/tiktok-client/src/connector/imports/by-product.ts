import type {
  CallContext,
  FieldDifference,
  ImportItem,
  ImportPreview,
  ImportRequest,
  ImportResult,
} from '@tiktok-ns/flow-engine'
import type { SkuInventory } from '../../resources/products/inventory.js'
import type { TikTokShopClient } from '../../tiktok-shop-client.js'
import type { BatchResult } from '../../transport/element-failures.js'
import { toFailure } from '../to-failure.js'
import { noOperation, refused, toPreview, written } from './import-target.js'

export interface ByProduct<Sku extends { readonly id: string }> {
  readonly operations: readonly string[]
  readonly skuIdOf: (item: ImportItem) => string | undefined
  /** What is sent for a SKU, or a result where nothing has to be. */
  readonly prepare: (item: ImportItem, current: SkuInventory) => Sku | ImportResult
  /** What would be different of a SKU, where what it has now shows that. */
  readonly differences?: (sku: Sku, current: SkuInventory) => readonly FieldDifference[]
  readonly send: (productId: string, skus: readonly Sku[]) => Promise<BatchResult>
}

interface Place<Sku> {
  readonly index: number
  readonly sku: Sku
}

interface Prepared<Sku> {
  readonly prepared: Sku | ImportResult
  readonly current?: SkuInventory
  readonly productId?: string
}

const prepareAll = async <Sku extends { readonly id: string }>(
  client: TikTokShopClient,
  { target, operation, items }: ImportRequest,
  context: CallContext,
  { operations, skuIdOf, prepare }: ByProduct<Sku>,
): Promise<readonly Prepared<Sku>[]> => {
  if (!operations.includes(operation))
    return items.map(() => ({ prepared: noOperation(target, operation, operations) }))
  const ids = items.flatMap(item => skuIdOf(item) ?? [])
  const known = new Map(
    (await client.inventory.ofSkus(ids, context)).flatMap(({ product_id: productId = '', skus = [] }) =>
      skus.map(sku => [sku.id, { productId, sku }]),
    ),
  )
  return items.map(item => {
    const skuId = skuIdOf(item)
    const found = known.get(skuId)
    if (skuId !== undefined && found === undefined) return { prepared: missing(skuId) }
    const current = found?.sku ?? {}
    return { prepared: prepare(item, current), current, productId: found?.productId ?? '' }
  })
}

/**
 * Writes SKUs in one call for each product, which is how TikTok takes stock and prices; each SKU's result is its own. Which
 * product a SKU belongs to is read first, for all of them together.
 */
export const writeByProduct = async <Sku extends { readonly id: string }>(
  client: TikTokShopClient,
  request: ImportRequest,
  context: CallContext,
  how: ByProduct<Sku>,
): Promise<readonly ImportResult[]> => {
  const results: ImportResult[] = []
  const byProduct = new Map<string, Place<Sku>[]>()
  for (const [index, { prepared, productId = '' }] of (
    await prepareAll(client, request, context, how)
  ).entries()) {
    if ('status' in prepared) results[index] = prepared
    else byProduct.set(productId, [...(byProduct.get(productId) ?? []), { index, sku: prepared }])
  }
  await Promise.all(
    [...byProduct].map(async ([productId, places]) => {
      for (const [index, result] of await sendAll(productId, places, how.send)) results[index] = result
    }),
  )
  return results
}

/** What `writeByProduct` would do. */
export const previewByProduct = async <Sku extends { readonly id: string }>(
  client: TikTokShopClient,
  request: ImportRequest,
  context: CallContext,
  how: ByProduct<Sku>,
): Promise<readonly (ImportPreview | undefined)[]> =>
  (await prepareAll(client, request, context, how)).map(({ prepared, current = {} }) =>
    'status' in prepared
      ? toPreview(prepared)
      : { would: 'update', ref: prepared.id, differences: how.differences?.(prepared, current) ?? [] },
  )

const sendAll = async <Sku extends { readonly id: string }>(
  productId: string,
  places: readonly Place<Sku>[],
  send: (productId: string, skus: readonly Sku[]) => Promise<BatchResult>,
): Promise<readonly (readonly [number, ImportResult])[]> => {
  try {
    const { failures } = await send(
      productId,
      places.map(({ sku }) => sku),
    )
    // A refusal that names no SKU may be about any of them.
    const unnamed = failures.find(({ id }) => id === undefined)
    return places.map(({ index, sku }) => {
      const failure = failures.find(({ id }) => id === sku.id) ?? unnamed
      return [index, failure === undefined ? written('updated', sku.id) : refused(failure)]
    })
  } catch (error) {
    return places.map(({ index }) => [index, { status: 'failed', failure: toFailure(error) }])
  }
}

const missing = (skuId: string): ImportResult => ({
  status: 'failed',
  failure: {
    kind: 'missing',
    message: `TikTok Shop has no SKU ${skuId} in this shop`,
    hint: 'Look the id up with skusBySellerSku; it may belong to another shop.',
  },
})
