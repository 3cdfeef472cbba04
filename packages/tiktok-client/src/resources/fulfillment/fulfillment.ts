import type { CallOptions, EndpointCaller } from '../../transport/call-endpoint.js'
import type { AnswerOf, BodyOf, ItemOf } from '../answer-types.js'
import {
  eligibleShippingServices,
  orderMarkShipped,
  orderShippingInfoUpdate,
  orderSplit,
  orderSplitAttributes,
  orderTracking,
} from '../versions.js'

/** A tracking number, its carrier, and the lines in the package; no lines means the whole order. */
export type Shipment = BodyOf<typeof orderMarkShipped>

/** The package that came about. `warning` says, for example, that the number does not look like the carrier's. */
export type ShippedPackage = AnswerOf<typeof orderMarkShipped>

export type ShippingInfo = BodyOf<typeof orderShippingInfoUpdate>
export type TrackingEvent = ItemOf<AnswerOf<typeof orderTracking>['tracking']>
export type SplitAttributes = ItemOf<AnswerOf<typeof orderSplitAttributes>['split_attributes']>
export type OrderSplit = BodyOf<typeof orderSplit>
export type SplitPackage = ItemOf<AnswerOf<typeof orderSplit>['packages']>
export type ShippingServicesQuery = BodyOf<typeof eligibleShippingServices>
export type ShippingServices = AnswerOf<typeof eligibleShippingServices>

/** What is done with orders to ship them; `packages` has what is done with packages. */
export interface Fulfillment {
  /**
   * Says that the seller's own carrier has the goods (US, UK, EU, JP). Each call makes one package.
   *
   * Doing it twice is an error of kind `duplicate`: after an answer that was lost, read the order and compare tracking numbers.
   *
   * @see "Mark Package As Shipped", TikTok Shop Partner Center
   */
  markShipped(orderId: string, shipment: Shipment, options?: CallOptions): Promise<ShippedPackage>
  /**
   * Corrects carrier and tracking number, once and within 72 hours.
   *
   * @see "Update Shipping Info", TikTok Shop Partner Center
   */
  updateShippingInfo(orderId: string, info: ShippingInfo, options?: CallOptions): Promise<void>
  /**
   * Where the goods have been; `update_time_millis` in milliseconds. `logistics.tracking` gives the same by carrier.
   *
   * @see "Get Tracking", TikTok Shop Partner Center
   */
  tracking(orderId: string, options?: CallOptions): Promise<readonly TrackingEvent[]>
  /**
   * Whether orders can or must be shipped in several packages.
   *
   * @see "Get Order Split Attributes", TikTok Shop Partner Center
   */
  splitAttributes(orderIds: readonly string[], options?: CallOptions): Promise<readonly SplitAttributes[]>
  /** @see "Split Orders", TikTok Shop Partner Center */
  split(orderId: string, split: OrderSplit, options?: CallOptions): Promise<readonly SplitPackage[]>
  /**
   * Services whose label TikTok sells for this order (US, JP), with prices.
   *
   * @see "Get Eligible Shipping Service", TikTok Shop Partner Center
   */
  shippingServices(
    orderId: string,
    query?: ShippingServicesQuery,
    options?: CallOptions,
  ): Promise<ShippingServices>
}

export const createFulfillment = (call: EndpointCaller): Fulfillment => ({
  markShipped: (orderId, shipment, options) =>
    call(orderMarkShipped, { path: { order_id: orderId }, body: shipment }, options),
  updateShippingInfo: async (orderId, info, options) => {
    await call(orderShippingInfoUpdate, { path: { order_id: orderId }, body: info }, options)
  },
  tracking: async (orderId, options) => {
    const { tracking = [] } = await call(orderTracking, { path: { order_id: orderId } }, options)
    return tracking
  },
  splitAttributes: async (orderIds, options) => {
    const answer = await call(orderSplitAttributes, { query: { order_ids: orderIds } }, options)
    return answer.split_attributes ?? []
  },
  split: async (orderId, split, options) => {
    const { packages = [] } = await call(orderSplit, { path: { order_id: orderId }, body: split }, options)
    return packages
  },
  shippingServices: (orderId, query = {}, options = {}) =>
    call(eligibleShippingServices, { path: { order_id: orderId }, body: query }, options),
})
