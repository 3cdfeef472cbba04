import type { Json, JsonObject } from '../../json.js'
import { isJsonObject } from '../../json.js'
import { textOf } from '../aftersales/list-filter.js'
import { ApiRefusal } from '../api-refusal.js'
import { isApiRefusal } from '../envelope.js'
import { changeLines } from '../orders/change-order.js'
import type { Order } from '../orders/order.js'
import type { ShopCall } from '../shop-call.js'
import type { World } from '../world.js'
import { arrangeShipment } from './arrange-shipment.js'
import {
  checkMarkShippedRegion,
  checkShippable,
  checkTracking,
  linesToShip,
  ownOrder,
  ownPackage,
} from './checks.js'
import { packagesOf, putPackage } from './move-package.js'

/** Mark Package As Shipped: each call makes one package. */
export const markShipped = ({ world, path, body }: ShopCall): Json => {
  checkMarkShippedRegion(world)
  const order = ownOrder(world, path['order_id'])
  checkShippable(world, order)
  if (order.shipping_type !== 'SELLER') throw new ApiRefusal(21011004)
  const lines = linesToShip(order, namedLines(body))
  const trackingNumber = textOf(body['tracking_number'])
  const { provider, warning } = checkTracking(
    world,
    order,
    trackingNumber,
    textOf(body['shipping_provider_id']),
  )
  const ids = new Set(lines.map(line => line.id))
  const { package: made } = arrangeShipment(world, order, ids, { trackingNumber, provider })
  noteTracking(world, order, trackingNumber)
  return {
    order_id: order.id,
    order_line_item_ids: [...ids],
    package_id: made.package_id,
    ...(warning ? { warning: { message: warning } } : {}),
  }
}

/** Ship Package. */
export const shipPackage = ({ world, path, body }: ShopCall): undefined => {
  shipOne(world, path['package_id'] ?? '', body)
}

/** Batch Ship Packages: what cannot be shipped is told per package, under code 0. */
export const batchShip = ({ world, body }: ShopCall): Json => {
  const rows = Array.isArray(body['packages']) ? body['packages'].filter(isJsonObject) : []
  return {
    errors: rows.flatMap(row => {
      const id = textOf(row['id'])
      const refusal = refusalOf(() => shipOne(world, id, row))
      return refusal ? [{ code: refusal.code, message: refusal.message, detail: { package_id: id } }] : []
    }),
  }
}

/** What an element of a batch is refused with, if it is. */
export const refusalOf = (work: () => void): ApiRefusal | undefined => {
  try {
    work()
    return undefined
  } catch (error) {
    if (isApiRefusal(error)) return error
    throw error
  }
}

const shipOne = (world: World, packageId: string, body: JsonObject): void => {
  const row = ownPackage(world, packageId)
  if (row.package_status === 'CANCELLED') throw new ApiRefusal(21011041)
  if (row.package_status !== 'TO_FULFILL') throw new ApiRefusal(21011040)
  const selfShipment = isJsonObject(body['self_shipment']) ? body['self_shipment'] : undefined
  for (const { id } of row.orders) {
    const order = ownOrder(world, id)
    checkShippable(world, order)
    const ids = new Set(
      order.line_items.filter(line => row.order_line_item_ids.includes(line.id)).map(line => line.id),
    )
    if (order.shipping_type === 'SELLER') {
      if (!selfShipment) throw new ApiRefusal(21011022)
      const trackingNumber = textOf(selfShipment['tracking_number'])
      const { provider } = checkTracking(
        world,
        order,
        trackingNumber,
        textOf(selfShipment['shipping_provider_id']),
      )
      arrangeShipment(world, order, ids, { trackingNumber, provider, existing: row })
      noteTracking(world, order, trackingNumber)
    } else {
      arrangeShipment(world, order, ids, {
        trackingNumber: `TT${packageId.slice(-12)}`,
        provider: { id: '7117858858072016999', name: 'TikTok Logistics' },
        existing: row,
        extra: { handover_method: textOf(body['handover_method']) || 'DROP_OFF' },
      })
    }
  }
}

/** Update Shipping Info by order: its one package. */
export const updateOrderShippingInfo = ({ world, path, body }: ShopCall): undefined => {
  const order = ownOrder(world, path['order_id'])
  const [first, second] = packagesOf(world, order)
  if (!first) throw new ApiRefusal(order.status === 'CANCELLED' ? 21011041 : 21011043)
  if (second) throw new ApiRefusal(21011049)
  updateTracking(world, order, first.package_id, body)
}

/** Update Package Shipping Info. */
export const updatePackageShippingInfo = ({ world, path, body }: ShopCall): undefined => {
  const row = ownPackage(world, path['package_id'])
  for (const { id } of row.orders) updateTracking(world, ownOrder(world, id), row.package_id, body)
}

const updateWithinSecs = 72 * 3600

const updateTracking = (world: World, order: Order, packageId: string, body: JsonObject): void => {
  const row = ownPackage(world, packageId)
  if (order.status === 'CANCELLED') throw new ApiRefusal(21011042)
  if (order.shipping_type !== 'SELLER') throw new ApiRefusal(21011004)
  if (row.package_status === 'TO_FULFILL') throw new ApiRefusal(21011043)
  const shippedAt = order.line_items.find(line => line.package_id === packageId)?.rts_time ?? row.create_time
  if (world.nowSecs - shippedAt > updateWithinSecs) throw new ApiRefusal(21011050)
  const changes = row.tracking_changes ?? 0
  if (changes >= 1) throw new ApiRefusal(21011051)
  const trackingNumber = textOf(body['tracking_number'])
  const { provider } = checkTracking(world, order, trackingNumber, textOf(body['shipping_provider_id']))
  putPackage(world, {
    ...row,
    tracking_number: trackingNumber,
    shipping_provider_id: provider.id,
    shipping_provider_name: provider.name,
    tracking_changes: changes + 1,
  })
  noteTracking(world, order, trackingNumber)
  changeLines(world, order, new Set(row.order_line_item_ids), () => ({
    tracking_number: trackingNumber,
    shipping_provider_id: provider.id,
    shipping_provider_name: provider.name,
  }))
}

const noteTracking = ({ shop }: World, order: Order, trackingNumber: string): void => {
  const users = shop.trackingUse.get(trackingNumber) ?? new Set<string>()
  shop.trackingUse.set(trackingNumber, users.add(order.id))
}

/** Lines named either way. */
export const namedLines = (body: JsonObject): readonly string[] => {
  const ids = Array.isArray(body['order_line_item_ids']) ? body['order_line_item_ids'].map(String) : []
  const list = body['order_line_list'] ?? body['order_line_item']
  const rows = Array.isArray(list) ? list.filter(isJsonObject).map(row => textOf(row['order_line_id'])) : []
  return ids.length > 0 ? ids : rows.filter(Boolean)
}
