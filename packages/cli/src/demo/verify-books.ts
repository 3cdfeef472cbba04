import { defaultTikTokShopCredentials, type RunningSandbox } from '@tiktok-ns/sandbox'
import Big from 'big.js'
import { z } from 'zod'
import { type ExpectedDocument, expectedDocuments } from './expected-documents.js'

const salesOrder = z.looseObject({
  externalId: z.string(),
  total: z.number(),
  item: z.looseObject({ items: z.array(z.looseObject({ quantity: z.number() })) }),
})

const optionalText = z.string().optional()
const tiktokOrder = z.looseObject({
  id: z.string(),
  status: z.string(),
  fulfillment_type: optionalText,
  is_sample_order: z.boolean().optional(),
  is_replacement_order: z.boolean().optional(),
  payment: z.looseObject({ shipping_fee: optionalText }).optional(),
  line_items: z
    .array(
      z.looseObject({
        display_status: optionalText,
        original_price: optionalText,
        seller_discount: optionalText,
      }),
    )
    .optional(),
})

export interface Verification {
  readonly expected: number
  readonly found: number
  /** Sum of all sales orders, decimal text. */
  readonly total: string
  /** One line for each order that is missing, doubled, unexpected or off by a cent. */
  readonly faults: readonly string[]
}

/** Compares what stands in the sandbox's NetSuite with what the sandbox's TikTok Shop says must be there, by the accounting rules. */
export const verifyBooks = async (sandbox: RunningSandbox, key: string): Promise<Verification> => {
  const shop = z
    .looseObject({ orders: z.array(tiktokOrder) })
    .parse(
      await readJson(
        `${sandbox.tiktokShopUrl}/_sandbox/tiktok-shop/shops/${defaultTikTokShopCredentials.shopId}`,
      ),
    )
  const { records } = z
    .looseObject({ records: z.array(salesOrder) })
    .parse(await readJson(`${sandbox.netsuiteUrl}/_sandbox/netsuite/records/salesOrder`))

  const expected = new Map(
    expectedDocuments(shop.orders).map(document => [`TTS-${key}-SO-${document.orderId}`, document]),
  )
  const found = groupByExternalId(records)
  const faults = [...expected].flatMap(([externalId, document]) =>
    compare(externalId, document, found.get(externalId) ?? []),
  )
  const unexpected = [...found.keys()]
    .filter(externalId => !expected.has(externalId))
    .map(externalId => `${externalId} should not be there`)
  const total = records.reduce((sum, record) => sum.plus(record.total), new Big(0)).toFixed(2)
  return { expected: expected.size, found: records.length, total, faults: [...faults, ...unexpected] }
}

type SalesOrder = z.infer<typeof salesOrder>

const compare = (
  externalId: string,
  expected: ExpectedDocument,
  found: readonly SalesOrder[],
): readonly string[] => {
  const [order] = found
  if (order === undefined) return [`${externalId} is missing`]
  if (found.length > 1) return [`${externalId} is there ${found.length} times`]
  const units = order.item.items.reduce((sum, { quantity }) => sum + quantity, 0)
  const total = new Big(order.total).toFixed(2)
  return [
    ...(total === expected.total
      ? []
      : [`${externalId} has a total of ${total}, and should have ${expected.total}`]),
    ...(units === expected.units
      ? []
      : [`${externalId} has ${units} units, and should have ${expected.units}`]),
  ]
}

const groupByExternalId = (records: readonly SalesOrder[]): Map<string, SalesOrder[]> => {
  const groups = new Map<string, SalesOrder[]>()
  for (const record of records)
    groups.set(record.externalId, [...(groups.get(record.externalId) ?? []), record])
  return groups
}

const readJson = async (url: string): Promise<unknown> => (await fetch(url)).json()
