import { defineHook, type HookResult } from '@tiktok-ns/flow-engine'
import { z } from 'zod'

const input = z.strictObject({
  /** What was to be sent, with the item that each sort of goods is. */
  goods: z.array(
    z.looseObject({ goods: z.string(), item: z.string(), name: z.string(), quantity: z.number() }),
  ),
  /** What TikTok has counted, as "Get Inbound Order" says it. */
  batches: z.array(
    z.looseObject({
      id: z.string(),
      goods_id: z.string(),
      normal_quantity: z.number().default(0),
      defective_quantity: z.number().default(0),
    }),
  ),
  /** The transfer order's lines. */
  lines: z.array(
    z.looseObject({
      line: z.union([z.number(), z.string()]),
      item: z.looseObject({ id: z.union([z.string(), z.number()]) }),
      quantity: z.union([z.number(), z.string()]).default(0),
    }),
  ),
})
export type InboundInput = z.output<typeof input>

/** One of TikTok's batches as NetSuite takes it. */
export interface ReceivedBatch {
  readonly id: string
  readonly item: string
  /** For the receipt: the transfer order's lines that arrive. NetSuite knows no line that has arrived already, so others go unnamed. */
  readonly lines: readonly {
    readonly orderLine: number
    readonly quantity: number
    readonly itemReceive: true
  }[]
  /** Units beyond what the transfer order holds. */
  readonly surplus: number
  /** Of all that arrived, units that cannot be sold. */
  readonly damaged: number
}

export interface Arrived {
  readonly batches: readonly ReceivedBatch[]
  /** What was sent and is in no batch. */
  readonly missing: readonly { readonly item: string; readonly name: string; readonly quantity: number }[]
}

/** Lays what TikTok has counted against the lines of the transfer order, batch after batch. */
export const receiptsOf = ({ goods, batches, lines }: InboundInput): Arrived => {
  const open = lines.map(({ line, item, quantity }) => ({
    line: Number(line),
    item: String(item.id),
    left: Number(quantity),
  }))
  const itemOf = new Map(goods.map(row => [row.goods, row.item]))
  const received = batches.map((batch): ReceivedBatch => {
    const item = itemOf.get(batch.goods_id) ?? ''
    let rest = batch.normal_quantity + batch.defective_quantity
    const taken = open.flatMap(row => {
      const quantity = row.item === item ? Math.min(rest, row.left) : 0
      row.left -= quantity
      rest -= quantity
      return quantity === 0 ? [] : [{ orderLine: row.line, quantity, itemReceive: true as const }]
    })
    return { id: batch.id, item, lines: taken, surplus: rest, damaged: batch.defective_quantity }
  })
  return { batches: received, missing: missingOf(open, goods) }
}

const missingOf = (
  open: readonly { readonly item: string; readonly left: number }[],
  goods: readonly { readonly item: string; readonly name: string }[],
): Arrived['missing'] => {
  const names = new Map(goods.map(({ item, name }) => [item, name]))
  const byItem = new Map<string, number>()
  for (const { item, left } of open) byItem.set(item, (byItem.get(item) ?? 0) + left)
  return [...byItem]
    .filter(([, quantity]) => quantity > 0)
    .map(([item, quantity]) => ({ item, name: names.get(item) ?? item, quantity }))
}

const list = { type: 'array', items: { type: 'object' } } as const

/** What has arrived of an inbound order, as receipts of its transfer order. */
export const toReceipts = defineHook({
  over: 'record',
  summary:
    "Lays the batches that TikTok's warehouse has counted against the lines of the transfer order: receipts, surplus, damaged goods, and what is missing.",
  answer: { type: 'object', properties: { batches: list, missing: list } },
  run: ({ arguments: given }): HookResult => {
    const parsed = input.safeParse(given)
    if (!parsed.success) return { failure: { kind: 'mapping', message: z.prettifyError(parsed.error) } }
    const { goods, batches } = parsed.data
    const unplanned = batches.find(batch => goods.every(row => row.goods !== batch.goods_id))
    if (unplanned !== undefined)
      return {
        failure: {
          kind: 'mapping',
          message: `batch ${unplanned.id} holds goods ${unplanned.goods_id}, which were not planned`,
          hint: 'Receive them in NetSuite by hand, and resolve this record.',
        },
      }
    return { answer: JSON.parse(JSON.stringify(receiptsOf(parsed.data))) }
  },
})
