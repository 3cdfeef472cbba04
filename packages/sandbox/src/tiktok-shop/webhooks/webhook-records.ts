import { z } from 'zod'

/** A shop's own address for one event, as Get Shop Webhooks answers it. */
export const subscription = z.strictObject({
  event_type: z.string(),
  address: z.string(),
  create_time: z.number().int(),
  update_time: z.number().int(),
})

/** One notification on its way to one address. */
export const delivery = z.strictObject({
  id: z.string(),
  appKey: z.string(),
  address: z.string(),
  /** The exact bytes that are sent and signed. */
  body: z.string(),
  attempts: z.number().int(),
  /** Epoch milliseconds; undefined while under way and when over. */
  nextTryAtMs: z.number().optional(),
  status: z.enum(['waiting', 'delivered', 'dropped']),
  lastStatus: z.number().int().optional(),
})

export type Subscription = z.output<typeof subscription>
export type Delivery = z.output<typeof delivery>
