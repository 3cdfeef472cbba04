import { z } from 'zod'

/** A seeded package is what Get Package Detail answers. */
export const packageRecord = z.looseObject({
  package_id: z.string(),
  package_status: z.string(),
  orders: z.array(z.looseObject({ id: z.string() })),
  order_line_item_ids: z.array(z.string()),
  tracking_number: z.string().default(''),
  shipping_provider_id: z.string().default(''),
  shipping_provider_name: z.string().default(''),
  shipping_type: z.string().default('SELLER'),
  split_and_combine_tag: z.string().default('DEFAULT'),
  create_time: z.number().int(),
  update_time: z.number().int(),
  /** The sandbox's own: how often the tracking was changed. Never served. */
  tracking_changes: z.number().int().optional(),
})

export type Package = z.output<typeof packageRecord>
