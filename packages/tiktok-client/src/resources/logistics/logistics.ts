import type { CallOptions, EndpointCaller } from '../../transport/call-endpoint.js'
import type { AnswerOf, ItemOf, QueryOf } from '../answer-types.js'
import {
  globalWarehouses,
  logisticsTracking,
  shippingProviders,
  warehouseDeliveryOptions,
  warehouses,
} from '../versions.js'

/** `address.distict` is spelt so by TikTok. Names are not unique. */
export type Warehouse = ItemOf<AnswerOf<typeof warehouses>['warehouses']>
export type GlobalWarehouse = ItemOf<AnswerOf<typeof globalWarehouses>['global_warehouses']>
export type DeliveryOption = ItemOf<AnswerOf<typeof warehouseDeliveryOptions>['delivery_options']>
export type ShippingProvider = ItemOf<AnswerOf<typeof shippingProviders>['shipping_providers']>
export type ShippingProvidersQuery = QueryOf<typeof shippingProviders>
/** One carrier's part of the way. */
export type LogisticsDetail = ItemOf<AnswerOf<typeof logisticsTracking>['logistics_details']>

export interface Logistics {
  /** @see "Get Warehouse List", TikTok Shop Partner Center */
  warehouses(options?: CallOptions): Promise<readonly Warehouse[]>
  /**
   * Warehouses of a global seller, over all shops.
   *
   * @see "Get Global Seller Warehouse", TikTok Shop Partner Center
   */
  globalWarehouses(options?: CallOptions): Promise<readonly GlobalWarehouse[]>
  /** @see "Get Warehouse Delivery Options", TikTok Shop Partner Center */
  deliveryOptions(warehouseId: string, options?: CallOptions): Promise<readonly DeliveryOption[]>
  /**
   * Carriers that may be named for a delivery option. Their ids differ by market and option: never keep them for another shop.
   *
   * In the EU, name `warehouse_region` and `buyer_region`.
   *
   * @see "Get Shipping Providers", TikTok Shop Partner Center
   */
  shippingProviders(
    deliveryOptionId: string,
    query?: ShippingProvidersQuery,
    options?: CallOptions,
  ): Promise<readonly ShippingProvider[]>
  /**
   * Where an order's goods have been, by carrier.
   *
   * @see "Get Logistics Tracking", TikTok Shop Partner Center
   */
  tracking(orderId: string, options?: CallOptions): Promise<readonly LogisticsDetail[]>
}

export const createLogistics = (call: EndpointCaller): Logistics => ({
  warehouses: async options => {
    const answer = await call(warehouses, {}, options)
    return answer.warehouses ?? []
  },
  globalWarehouses: async options => {
    const answer = await call(globalWarehouses, {}, options)
    return answer.global_warehouses ?? []
  },
  deliveryOptions: async (warehouseId, options) => {
    const answer = await call(warehouseDeliveryOptions, { path: { warehouse_id: warehouseId } }, options)
    return answer.delivery_options ?? []
  },
  shippingProviders: async (deliveryOptionId, query = {}, options = {}) => {
    const input = { path: { delivery_option_id: deliveryOptionId }, query }
    const answer = await call(shippingProviders, input, options)
    return answer.shipping_providers ?? []
  },
  tracking: async (orderId, options) => {
    const answer = await call(logisticsTracking, { path: { order_id: orderId } }, options)
    return answer.logistics_details ?? []
  },
})
