import { z } from 'zod'
import { order } from './orders/order.js'
import { createOrderStore, type OrderStore } from './orders/order-store.js'
import type { TikTokShopSettings } from './settings.js'

export const shopSeed = z.strictObject({
  id: z.string().min(1),
  name: z.string(),
  region: z.string().default('US'),
  seller_type: z.enum(['LOCAL', 'CROSS_BORDER']).default('LOCAL'),
  cipher: z.string().min(1),
  code: z.string(),
  /** An inactive shop answers 36009043. */
  active: z.boolean().default(true),
  /** Each exactly as Get Order Detail returns it. */
  orders: z.array(order).default([]),
})

export type ShopSeed = z.output<typeof shopSeed>

/** One shop and everything in it. */
export interface Shop {
  readonly id: string
  readonly name: string
  readonly region: string
  readonly seller_type: string
  readonly cipher: string
  readonly code: string
  active: boolean
  readonly orders: OrderStore
  readonly settings: TikTokShopSettings
}

export const toShop = (seed: ShopSeed, settings: TikTokShopSettings): Shop => {
  const orders = createOrderStore()
  for (const row of seed.orders) orders.put(row)
  const { id, name, region, seller_type, cipher, code, active } = seed
  return { id, name, region, seller_type, cipher, code, active, orders, settings }
}

/** The shop as a seed that would build it again. */
export const toShopSeed = (shop: Shop): ShopSeed => {
  const { id, name, region, cipher, code, active } = shop
  const seller_type = shop.seller_type === 'CROSS_BORDER' ? 'CROSS_BORDER' : 'LOCAL'
  return { id, name, region, seller_type, cipher, code, active, orders: [...shop.orders.all()] }
}
