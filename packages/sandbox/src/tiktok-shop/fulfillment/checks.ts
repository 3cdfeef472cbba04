import { openCancellation } from '../aftersales/cancellations.js'
import { ApiRefusal } from '../api-refusal.js'
import { isLive } from '../orders/change-order.js'
import type { Order, OrderLine } from '../orders/order.js'
import type { World } from '../world.js'
import type { Package } from './package.js'

/** Markets in which a seller marks orders as shipped; elsewhere packages are shipped. */
const markShippedRegions = new Set(['US', 'GB', 'UK', 'DE', 'ES', 'FR', 'IE', 'IT', 'JP'])

export const checkMarkShippedRegion = ({ shop }: World): void => {
  if (!markShippedRegions.has(shop.region)) throw new ApiRefusal(21008106)
}

export const ownOrder = ({ shop }: World, id: string | undefined): Order => {
  const order = shop.orders.get(id ?? '')
  if (!order) throw new ApiRefusal(21008111)
  return order
}

export const ownPackage = ({ shop }: World, id: string | undefined): Package => {
  const row = shop.packages.get(id ?? '')
  if (!row) throw new ApiRefusal(21011028)
  return row
}

/** Whether the order may be shipped now, by its seller. */
export const checkShippable = (world: World, order: Order): void => {
  if (order.fulfillment_type === 'FULFILLMENT_BY_TIKTOK') throw new ApiRefusal(21008025)
  if (order.status === 'CANCELLED') throw new ApiRefusal(21011041)
  if (order.status === 'UNPAID' || order.status === 'ON_HOLD') throw new ApiRefusal(21011003)
  if (openCancellation(world, order.id)) throw new ApiRefusal(21011007)
  const invoice = invoiceRefusals[String(order['need_upload_invoice'])]
  if (invoice !== undefined) throw new ApiRefusal(invoice)
  if (order.status !== 'AWAITING_SHIPMENT' && order.status !== 'PARTIALLY_SHIPPING')
    throw new ApiRefusal(21011020)
}

/** Brazil: what is refused while the fiscal invoice is not there, or not accepted yet. */
const invoiceRefusals: Readonly<Record<string, number>> = {
  NEED_INVOICE: 21004019,
  INVOICE_PROCESSING: 21004020,
}

/** The lines to ship: those named, or all when the order is still in one piece. */
export const linesToShip = (order: Order, named: readonly string[]): readonly OrderLine[] => {
  const open = order.line_items.filter(line => isLive(line) && line.display_status === 'AWAITING_SHIPMENT')
  if (named.length === 0) {
    if (order.status === 'PARTIALLY_SHIPPING') throw new ApiRefusal(21011048)
    return open
  }
  const lines = named.map(id => order.line_items.find(line => line.id === id))
  const known = lines.flatMap(line => (line ? [line] : []))
  if (known.length < lines.length) throw new ApiRefusal(21011029)
  if (known.some(line => !isLive(line))) throw new ApiRefusal(21011041)
  if (known.some(line => line.display_status !== 'AWAITING_SHIPMENT')) throw new ApiRefusal(21011020)
  return known
}

const trackingPattern = /^[A-Za-z0-9-]{6,40}$/

/** Ways in which carriers write their numbers; a number of one under another's name only draws a warning. */
const carrierPatterns: Readonly<Record<string, RegExp>> = {
  USPS: /^(9[2-5]\d{18,24}|[A-Z]{2}\d{9}US)$/,
  UPS: /^1Z[A-Z0-9]{16}$/,
  FedEx: /^(\d{12}|\d{15}|\d{20})$/,
}

export interface CheckedTracking {
  readonly provider: { readonly id: string; readonly name: string }
  readonly warning?: string
}

/** The carrier must be one of the order's delivery option, the number plausible and not used for others. */
export const checkTracking = (
  world: World,
  order: Order,
  trackingNumber: string,
  providerId: string,
): CheckedTracking => {
  if (!trackingPattern.test(trackingNumber)) throw new ApiRefusal(21011022)
  const options = world.shop.deliveryOptions
  const option = options.find(({ id }) => id === order.delivery_option_id)
  const everyone = options.flatMap(row => row.shipping_providers)
  const anywhere = everyone.find(({ id }) => id === providerId)
  if (!anywhere) throw new ApiRefusal(21011022)
  const provider = option ? option.shipping_providers.find(({ id }) => id === providerId) : anywhere
  if (!provider) throw new ApiRefusal(21004015)
  checkTrackingIsFree(world, order, trackingNumber)
  const warning = warningFor(trackingNumber, provider.name)
  return { provider, ...(warning ? { warning } : {}) }
}

const maxOrdersPerTracking = 20

/** One number may serve several orders of one buyer at one address. */
const checkTrackingIsFree = (world: World, order: Order, trackingNumber: string): void => {
  const users = [...(world.shop.trackingUse.get(trackingNumber) ?? [])].filter(id => id !== order.id)
  const isSameBuyer = users.every(id => world.shop.orders.get(id)?.user_id === order.user_id)
  if (!isSameBuyer || users.length >= maxOrdersPerTracking) throw new ApiRefusal(21011025)
}

const warningFor = (trackingNumber: string, providerName: string): string | undefined => {
  const fits = Object.entries(carrierPatterns)
    .filter(([, pattern]) => pattern.test(trackingNumber))
    .map(([name]) => name)
  if (carrierPatterns[providerName] === undefined || fits.includes(providerName)) return undefined
  return fits.length === 0
    ? 'The tracking number is not recognized by any shipping provider. Please check it.'
    : `The tracking number looks like one of ${fits.join(', ')}, not of ${providerName}. Please check it.`
}
