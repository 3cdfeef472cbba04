import { shipUnits } from '../inventory/stock.js'
import { changeLines } from '../orders/change-order.js'
import type { Order } from '../orders/order.js'
import type { World } from '../world.js'
import { packagesOf, putPackage } from './move-package.js'
import type { Package } from './package.js'

export interface Shipment {
  readonly trackingNumber: string
  readonly provider: { readonly id: string; readonly name: string }
  /** The package that is there already, as outside the US right after payment. */
  readonly existing?: Package
  readonly extra?: Partial<Package>
}

/** Puts lines into a package with a tracking number; the carrier's first scan comes by itself. */
export const arrangeShipment = (
  world: World,
  order: Order,
  lineIds: ReadonlySet<string>,
  { trackingNumber, provider, existing, extra = {} }: Shipment,
): { order: Order; package: Package } => {
  const shipped = order.line_items.filter(line => lineIds.has(line.id))
  shipUnits(world, order, shipped)
  const made: Package = putPackage(world, {
    ...(existing ?? createPackage(world, order, [...lineIds])),
    ...extra,
    package_status: 'PROCESSING',
    package_sub_status: 'RTS_success',
    tracking_number: trackingNumber,
    shipping_provider_id: provider.id,
    shipping_provider_name: provider.name,
  })
  const packageIds = new Set([...packagesOf(world, order).map(row => row.package_id), made.package_id])
  const changed = changeLines(
    world,
    order,
    lineIds,
    () => ({
      display_status: 'AWAITING_COLLECTION',
      package_id: made.package_id,
      package_status: 'PROCESSING',
      tracking_number: trackingNumber,
      shipping_provider_id: provider.id,
      shipping_provider_name: provider.name,
      rts_time: world.nowSecs,
    }),
    {
      packages: [...packageIds].map(id => ({ id })),
      ...(packageIds.size > 1 ? { split_or_combine_tag: 'SPLIT' } : {}),
      // The order's own fields show its first package only.
      ...(packageIds.size === 1
        ? {
            tracking_number: trackingNumber,
            shipping_provider_id: provider.id,
            shipping_provider: provider.name,
          }
        : {}),
      rts_time: world.nowSecs,
    },
  )
  return { order: changed, package: made }
}

export const createPackage = (world: World, order: Order, lineIds: readonly string[]): Package => {
  const address = order['recipient_address']
  return {
    package_id: world.newId('1153'),
    package_status: 'TO_FULFILL',
    package_sub_status: 'CREATED',
    orders: [{ id: order.id }],
    order_line_item_ids: [...lineIds],
    has_multi_skus:
      new Set(order.line_items.filter(line => lineIds.includes(line.id)).map(line => line.sku_id)).size > 1,
    tracking_number: '',
    shipping_provider_id: '',
    shipping_provider_name: '',
    shipping_type: order.shipping_type ?? 'SELLER',
    delivery_option_id: order.delivery_option_id ?? '',
    delivery_option_name: order['delivery_option_name'] ?? '',
    split_and_combine_tag: lineIds.length < order.line_items.length ? 'SPLIT' : 'DEFAULT',
    ...(address === undefined ? {} : { recipient_address: address }),
    create_time: world.nowSecs,
    update_time: world.nowSecs,
    ...(order.warehouse_id === undefined ? {} : { warehouse_id: order.warehouse_id }),
  }
}
