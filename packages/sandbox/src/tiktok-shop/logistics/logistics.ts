import { z } from 'zod'
import { asJson, type Json } from '../../json.js'
import { ApiRefusal } from '../api-refusal.js'
import type { Call, ShopCall } from '../shop-call.js'

export const warehouse = z.looseObject({
  id: z.string(),
  name: z.string(),
  entity_id: z.string().optional(),
  type: z.string().default('SALES_WAREHOUSE'),
  sub_type: z.string().default('DOMESTIC_WAREHOUSE'),
  effect_status: z.string().default('ENABLED'),
  is_default: z.boolean().default(false),
  address: z.record(z.string(), z.json()).optional(),
  /** Says that this is a warehouse of TikTok's; known to the FBT interface only. */
  fbt_warehouse_id: z.string().optional(),
})

/** A way of delivery of this shop, with the carriers a seller may name for it. */
export const deliveryOption = z.looseObject({
  id: z.string(),
  name: z.string(),
  type: z.string().default('STANDARD'),
  /** Left out: of every warehouse. */
  warehouse_ids: z.array(z.string()).optional(),
  /** TikTok ships these itself and names no carriers. */
  fulfilled_by_tiktok: z.boolean().default(false),
  shipping_providers: z.array(z.strictObject({ id: z.string(), name: z.string() })).default([]),
})

export type Warehouse = z.output<typeof warehouse>
export type DeliveryOption = z.output<typeof deliveryOption>

export const defaultWarehouses: Warehouse[] = [
  {
    id: '7068517275539719942',
    entity_id: '7068517275539719900',
    name: 'Main Warehouse',
    type: 'SALES_WAREHOUSE',
    sub_type: 'DOMESTIC_WAREHOUSE',
    effect_status: 'ENABLED',
    is_default: true,
    address: {
      region: 'United States',
      region_code: 'US',
      state: 'Nevada',
      city: 'Reno',
      postal_code: '89502',
      address_line1: '1 Example Street',
    },
  },
  {
    id: '7068517275539719943',
    entity_id: '7068517275539719901',
    name: 'Returns Dock',
    type: 'RETURN_WAREHOUSE',
    sub_type: 'DOMESTIC_WAREHOUSE',
    effect_status: 'ENABLED',
    is_default: false,
    address: {
      region: 'United States',
      region_code: 'US',
      state: 'Nevada',
      city: 'Reno',
      postal_code: '89502',
      address_line1: '2 Example Street',
    },
  },
]

export const defaultDeliveryOptions: DeliveryOption[] = [
  {
    id: '7091146663229654785',
    name: 'Standard shipping',
    type: 'SEND_BY_SELLER',
    fulfilled_by_tiktok: false,
    shipping_providers: [
      { id: '7117858858072016686', name: 'USPS' },
      { id: '7117859084333745966', name: 'UPS' },
      { id: '7129720299146184490', name: 'FedEx' },
    ],
  },
  {
    id: '7091146663229654786',
    name: 'TikTok shipping',
    type: 'STANDARD',
    fulfilled_by_tiktok: true,
    shipping_providers: [],
  },
]

/** Get Warehouse List. */
export const readWarehouses = ({ shop }: ShopCall): Json => ({
  warehouses: shop.warehouses.map(({ fbt_warehouse_id: _id, ...row }) => asJson(row)),
})

/** Get Global Seller Warehouse. Goes by seller, so it asks for no shop. */
export const readGlobalWarehouses = ({ authorization, state }: Call): Json => ({
  global_warehouses: authorization.shop_ids.flatMap(id =>
    (state.shops.get(id)?.warehouses ?? []).map(({ id: warehouseId, name }) => ({
      id: warehouseId,
      name,
      ownership: 'SELLER',
    })),
  ),
})

/** Get Warehouse Delivery Options. */
export const readDeliveryOptions = ({ shop, path }: ShopCall): Json => {
  const warehouseId = path['warehouse_id'] ?? ''
  return {
    delivery_options: shop.deliveryOptions
      .filter(option => option.warehouse_ids === undefined || option.warehouse_ids.includes(warehouseId))
      .map(({ warehouse_ids: _ids, fulfilled_by_tiktok: _own, shipping_providers: _providers, ...row }) => ({
        platform: ['TIKTOK_SHOP'],
        ...asJson(row),
      })),
  }
}

/** Get Shipping Providers. */
export const readShippingProviders = ({ shop, path }: ShopCall): Json => {
  const option = shop.deliveryOptions.find(({ id }) => id === path['delivery_option_id'])
  if (!option) throw new ApiRefusal(21008116)
  if (option.fulfilled_by_tiktok) throw new ApiRefusal(21008117)
  return { shipping_providers: option.shipping_providers }
}
