import type { Json, JsonObject } from '../../json.js'
import { isJsonObject } from '../../json.js'
import { textOf } from '../aftersales/list-filter.js'
import { ApiRefusal } from '../api-refusal.js'
import { moveOrderOn } from '../orders/move-order.js'
import type { ShopCall } from '../shop-call.js'
import { arrangeShipment } from './arrange-shipment.js'
import { checkMarkShippedRegion, checkShippable, linesToShip, ownOrder, ownPackage } from './checks.js'
import { packagesOf, putPackage } from './move-package.js'
import { namedLines, refusalOf } from './ship.js'

/** Labels TikTok sells for its own shipping; prices are made up. */
const services = [
  { id: '7208502187360519681', name: 'USPS Ground Advantage', price: '5.40', days: [2, 5] },
  { id: '7208502187360519682', name: 'UPS Ground', price: '7.15', days: [1, 5] },
] as const

const carrierOf = (name: string) =>
  name.startsWith('USPS')
    ? { id: '7117858858072016686', name: 'USPS' }
    : { id: '7117859084333745966', name: 'UPS' }

const toOffer = (service: (typeof services)[number], isDefault: boolean, currency: string) => ({
  id: service.id,
  name: service.name,
  price: service.price,
  shipping_fee: service.price,
  currency,
  is_default: isDefault,
  earliest_delivery_days: service.days[0],
  latest_delivery_days: service.days[1],
  shipping_provider_id: carrierOf(service.name).id,
  shipping_provider_name: carrierOf(service.name).name,
})

/** Get Eligible Shipping Service. */
export const queryShippingServices = ({ world, path, body }: ShopCall): Json => {
  const order = ownOrder(world, path['order_id'])
  if (order.status !== 'AWAITING_SHIPMENT' && order.status !== 'PARTIALLY_SHIPPING')
    throw new ApiRefusal(21011006)
  const lines = linesToShip(order, namedLines(body))
  return {
    order_id: order.id,
    order_line_id: lines.map(line => line.id),
    ...sizeOf(body),
    shipping_services: services.map((service, index) => toOffer(service, index === 0, world.shop.currency)),
  }
}

/** Create Packages 202309 and 202512: buys the label. */
export const createLabelPackage = ({ world, body }: ShopCall): Json => {
  checkMarkShippedRegion(world)
  const order = ownOrder(world, textOf(body['order_id']))
  checkShippable(world, order)
  if (order.shipping_type !== 'TIKTOK') throw new ApiRefusal(21011003)
  const lines = linesToShip(order, namedLines(body))
  const service = services.find(({ id }) => id === body['shipping_service_id']) ?? services[0]
  const { package: made } = arrangeShipment(world, order, new Set(lines.map(line => line.id)), {
    trackingNumber: labelNumber(order.id, packagesOf(world, order).length + 1),
    provider: carrierOf(service.name),
    extra: sizeOf(body),
  })
  const { shipping_fee: _fee, is_default: _default, ...info } = toOffer(service, true, world.shop.currency)
  return {
    package_id: made.package_id,
    create_time: made.create_time,
    ...sizeOf(body),
    shipping_service_info: info,
  }
}

/** Each label of an order has a number of its own. */
const labelNumber = (orderId: string, count: number): string =>
  `9405${orderId.replace(/\D/g, '').slice(-14).padStart(14, '0')}${String(count).padStart(4, '0')}`

const sizeOf = (body: JsonObject): JsonObject => ({
  ...(isJsonObject(body['dimension']) ? { dimension: body['dimension'] } : {}),
  ...(isJsonObject(body['weight']) ? { weight: body['weight'] } : {}),
})

/** Update Package Delivery Status: a seller with a fleet of its own says what became of a package. */
export const deliverPackages = ({ world, body }: ShopCall): Json => {
  const rows = Array.isArray(body['packages']) ? body['packages'].filter(isJsonObject) : []
  return {
    errors: rows.flatMap(asked => {
      const id = textOf(asked['id'])
      const refusal = refusalOf(() => {
        const row = ownPackage(world, id)
        if (asked['delivery_type'] === 'DELIVERY_FAILED') {
          putPackage(world, { ...row, package_sub_status: 'Ship_exception' })
          return
        }
        if (asked['delivery_type'] !== 'DELIVERY_SUCCESS') return
        for (const { id: orderId } of row.orders) {
          const order = ownOrder(world, orderId)
          if (order.status !== 'IN_TRANSIT') throw new ApiRefusal(21001011)
          moveOrderOn(world, order)
        }
      })
      return refusal ? [{ code: refusal.code, message: refusal.message, detail: { package_id: id } }] : []
    }),
  }
}
