import type { ImportResult } from '@tiktok-ns/flow-engine'
import { z } from 'zod'
import type { ExternalOrderReference } from '../../resources/orders/external-orders.js'
import { toFailure } from '../to-failure.js'
import {
  type ImportTarget,
  mapping,
  noOperation,
  refused,
  toPayloadSchema,
  written,
} from './import-target.js'

const payload = z.object({
  order_id: z.string(),
  /** The order's number in the other system. */
  external_order_id: z.string(),
  platform: z.string().default('ERP_SYSTEM'),
  line_items: z.array(z.object({ id: z.string(), origin_id: z.string() })).default([]),
})

/** Writes the other system's numbers to orders, a hundred a call. May be repeated. */
export const externalOrder: ImportTarget = {
  description: {
    summary:
      "An order's number in another system; in line_items, id is that system's line and origin_id TikTok's.",
    operations: ['add'],
    payload: toPayloadSchema([payload]),
    answer: { type: 'object' },
  },
  importMany: async (client, { target, operation, items }, context) => {
    if (operation !== 'add') return items.map(() => noOperation(target, operation, ['add']))
    const parsed = items.map(item => payload.safeParse(item.payload))
    const references = parsed.flatMap(({ data }) => (data === undefined ? [] : [toReference(data)]))
    const answer = await client.externalOrders.add(references, context).catch(toFailure)
    return parsed.map(({ data, error }): ImportResult => {
      if (error !== undefined) return mapping(error)
      if (!('failures' in answer)) return { status: 'failed', failure: answer }
      const failure = answer.failures.find(({ id }) => id === undefined || id === data.order_id)
      return failure === undefined ? written('updated', data.order_id) : refused(failure)
    })
  },
}

const toReference = ({
  order_id: id,
  external_order_id: externalId,
  platform,
  line_items: lines,
}: z.infer<typeof payload>): ExternalOrderReference => ({
  id,
  external_order: { id: externalId, platform, line_items: lines },
})
