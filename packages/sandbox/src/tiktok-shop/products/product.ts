import { z } from 'zod'

export const productSku = z.looseObject({
  id: z.string(),
  seller_sku: z.string().optional(),
  price: z
    .looseObject({
      currency: z.string(),
      tax_exclusive_price: z.string().optional(),
      sale_price: z.string().optional(),
    })
    .optional(),
  inventory: z.array(z.looseObject({ warehouse_id: z.string(), quantity: z.number().int() })).default([]),
})

/** A seeded product is exactly what Get Product answers. */
export const product = z.looseObject({
  id: z.string(),
  title: z.string(),
  status: z.string().default('ACTIVATE'),
  create_time: z.number().int(),
  update_time: z.number().int(),
  skus: z.array(productSku),
})

export type Product = z.output<typeof product>
export type ProductSku = z.output<typeof productSku>
