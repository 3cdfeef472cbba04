import type { CallContext } from '@tiktok-ns/flow-engine'
import { z } from 'zod'
import type { TikTokShopClient } from '../../tiktok-shop-client.js'
import type { BatchResult } from '../../transport/element-failures.js'
import { maxSkusPerCall } from '../lookups/skus-by-seller-sku.js'
import { defineOperation, defineTarget, type ImportTarget, refused, written } from './import-target.js'

const price = z.looseObject({ amount: z.string().optional(), currency: z.string() })
const image = z.looseObject({ uri: z.string() })
const weight = z.looseObject({ value: z.string(), unit: z.string() })

const newProduct = z.looseObject({
  title: z.string(),
  /** HTML. */
  description: z.string(),
  category_id: z.string(),
  /** As the import `image` answers them. */
  main_images: z.array(image),
  package_weight: weight,
  skus: z.array(
    z.looseObject({
      seller_sku: z.string().optional(),
      price,
      inventory: z.array(z.looseObject({ warehouse_id: z.string() })),
    }),
  ),
  save_mode: z.string().optional(),
})

const changes = z.looseObject({
  title: z.string().optional(),
  description: z.string().optional(),
  main_images: z.array(image).optional(),
  package_weight: weight.optional(),
})

/** The product that carries one of these seller SKUs already. */
const findProduct = async (
  client: TikTokShopClient,
  { skus }: z.infer<typeof newProduct>,
  context: CallContext,
): Promise<string | undefined> => {
  const names = skus.flatMap(({ seller_sku: name }) => name ?? []).slice(0, maxSkusPerCall)
  if (names.length === 0) return undefined
  const found = await client.products.search({ seller_skus: names }, context).all()
  return found.find(({ status }) => status !== 'DELETED')?.id
}

/** Puts a product on sale or takes it off: TikTok takes it as often as it is told. */
const moved = (move: 'activate' | 'deactivate') =>
  defineOperation(z.looseObject({}), (client, _, { ref = '' }, context) => ({
    findDone: async () => undefined,
    write: async () => toResult(ref, await client.products[move]([ref], context)),
  }))

const toResult = (id: string, { failures: [failure] }: BatchResult) =>
  failure === undefined ? written('updated', id) : refused(failure)

/**
 * Products. One whose seller SKUs are there already is not made again; what is new is reviewed by TikTok before it is on sale.
 *
 * `edit` changes the fields that are given, and leaves the others as they are.
 */
export const product: ImportTarget = defineTarget('Products with their SKUs, and whether they are on sale.', {
  create: defineOperation(newProduct, (client, payload, { idempotencyKey }, context) => ({
    creates: true,
    looksFirst: true,
    findDone: async () => {
      const id = await findProduct(client, payload, context)
      return id === undefined ? undefined : written('unchanged', id)
    },
    write: async () => {
      const made = await client.products.create({ ...payload, idempotency_key: idempotencyKey }, context)
      return written('created', made.product_id ?? '')
    },
  })),
  edit: defineOperation(changes, (client, payload, { ref = '' }, context) => ({
    findDone: async () => undefined,
    write: async () => {
      await client.products.partialEdit(ref, payload, context)
      return written('updated', ref)
    },
  })),
  activate: moved('activate'),
  deactivate: moved('deactivate'),
})
