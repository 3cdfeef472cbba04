import type { Json, JsonObject } from '../../json.js'
import { asJson } from '../../json.js'
import { isWithin } from '../aftersales/cancellations.js'
import { textOf } from '../aftersales/list-filter.js'
import { ApiRefusal } from '../api-refusal.js'
import { maskAddress } from '../orders/mask-address.js'
import { paginate } from '../paginate.js'
import type { ShopCall } from '../shop-call.js'
import { ownOrder, ownPackage } from './checks.js'
import type { Package } from './package.js'

/** Get Package Detail. */
export const readPackage = ({ shop, path }: ShopCall): Json => {
  const row = shop.packages.get(path['package_id'] ?? '')
  if (!row) throw new ApiRefusal(10006402)
  const { tracking_changes: _changes, recipient_address: address, ...served } = row
  const isMasked = row.shipping_type === 'TIKTOK' && shop.settings.maskTikTokShipping
  return {
    ...asJson(served),
    ...(address === undefined
      ? {}
      : { recipient_address: isMasked ? maskAddress(toAddress(address)) : toAddress(address) }),
  }
}

/** A package's address has fewer members than an order's. */
const addressMembers = new Set([
  'address_detail',
  'address_line1',
  'address_line2',
  'address_line3',
  'address_line4',
  'full_address',
  'name',
  'phone_number',
  'postal_code',
  'region_code',
])

const toAddress = (address: unknown): JsonObject =>
  Object.fromEntries(Object.entries(asJson(Object(address))).filter(([name]) => addressMembers.has(name)))

/** Search Package. */
export const searchPackages = (call: ShopCall): Json => {
  const { shop, query, body } = call
  const field = query['sort_field'] === 'update_time' ? 'update_time' : 'create_time'
  const status = textOf(body['package_status'])
  const { rows, nextPageToken, totalCount } = paginate(call, {
    store: shop.packages,
    walk: options => shop.packages.walk(field, options),
    isWanted: row => (status === '' || row.package_status === status) && isWithin(body, row),
    positionOf: row => ({ after: row[field], id: row.package_id }),
    descending: query['sort_order'] !== 'ASC',
  })
  return { packages: rows.map(toListed), next_page_token: nextPageToken, total_count: totalCount }
}

const toListed = (row: Package): Json => ({
  id: row.package_id,
  status: row.package_status,
  orders: row.orders.map(asJson),
  order_line_item_ids: row.order_line_item_ids,
  tracking_number: row.tracking_number,
  shipping_provider_id: row.shipping_provider_id,
  shipping_provider_name: row.shipping_provider_name,
  create_time: row.create_time,
  update_time: row.update_time,
})

/** Get Package Shipping Document: the address of a PDF that is really there, without signature, as at the vendor's. */
export const readShippingDocument = ({ world, path, query, origin }: ShopCall): Json => {
  const row = ownPackage(world, path['package_id'])
  if (row.package_status === 'TO_FULFILL') throw new ApiRefusal(21023035)
  return {
    doc_url: `${origin}/_sandbox/tiktok-shop/shops/${world.shop.id}/packages/${row.package_id}/documents/${String(query['document_type'])}.pdf`,
    tracking_number: row.tracking_number,
  }
}

/** Get Package Handover Time Slots: the next three mornings. */
export const readHandoverSlots = ({ world, path }: ShopCall): Json => {
  ownPackage(world, path['package_id'])
  const daySecs = 24 * 3600
  const tomorrow = (Math.floor(world.nowSecs / daySecs) + 1) * daySecs
  return {
    can_pickup: true,
    can_drop_off: true,
    can_van_collection: false,
    drop_off_point_url: 'https://documents.example.com/drop-off-points',
    pickup_slots: [0, 1, 2].map(day => ({
      start_time: tomorrow + day * daySecs + 9 * 3600,
      end_time: tomorrow + day * daySecs + 12 * 3600,
      avaliable: true,
    })),
  }
}

/** Get Tracking 202309. */
export const readTracking = ({ world, path }: ShopCall): Json => ({
  tracking: trackingOf(world, path['order_id']),
})

/** Get Tracking 202604: the same, by parcel. */
export const readLogisticsTracking = ({ world, path }: ShopCall): Json => {
  const order = ownOrder(world, path['order_id'])
  const track = trackingOf(world, order.id)
  return {
    order_id: order.id,
    logistics_details: (order.packages ?? []).flatMap(({ id }) => {
      const row = world.shop.packages.get(id)
      if (!row) return []
      return [
        {
          carrier_name: row.shipping_provider_name,
          newest_tracking_no: row.tracking_number,
          track_list: track.map(point => ({ ...point, tracking_no: row.tracking_number })),
        },
      ]
    }),
  }
}

const trackingOf = (world: ShopCall['world'], orderId: string | undefined) => {
  const order = ownOrder(world, orderId)
  // 50101 is the one code the samples explain; the others are left out.
  const points: readonly (readonly [string, unknown, number | undefined])[] = [
    ['The package has been delivered.', order['delivery_time'], 50101],
    ['The carrier has picked up the package.', order['collection_time'], undefined],
    ['The seller has arranged the shipment.', order['rts_time'], undefined],
  ]
  return points.flatMap(([description, at, code]) =>
    typeof at === 'number'
      ? [{ description, update_time_millis: at * 1000, ...(code === undefined ? {} : { action_code: code }) }]
      : [],
  )
}
