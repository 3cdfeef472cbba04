import type { CallOptions, EndpointCaller } from '../../transport/call-endpoint.js'
import { createListing, type Listing } from '../../transport/listing.js'
import type { PageToken } from '../../transport/token-pages.js'
import type { AnswerOf, BodyOf, ItemOf } from '../answer-types.js'
import type { ListOptions } from '../list-options.js'
import {
  fbtGoodsSearch,
  fbtInboundOrders,
  fbtInventoryRecordsSearch,
  fbtInventorySearch,
  fbtWarehouses,
} from '../versions.js'

export type FbtInventory = ItemOf<AnswerOf<typeof fbtInventorySearch>['inventory']>
export type FbtInventoryFilter = BodyOf<typeof fbtInventorySearch>
export type FbtWarehouse = ItemOf<AnswerOf<typeof fbtWarehouses>['warehouses']>
export type FbtGoods = ItemOf<AnswerOf<typeof fbtGoodsSearch>['goods']>
export type FbtGoodsFilter = BodyOf<typeof fbtGoodsSearch>
export type FbtInventoryRecord = ItemOf<AnswerOf<typeof fbtInventoryRecordsSearch>['inventory_records']>
export type FbtInventoryRecordFilter = BodyOf<typeof fbtInventoryRecordsSearch>
export type FbtInboundOrder = ItemOf<AnswerOf<typeof fbtInboundOrders>['inbound_orders']>

/** Goods that TikTok stores and ships: Fulfilled by TikTok. Read only. */
export interface Fbt {
  /**
   * Stock in TikTok's warehouses; up to 100 on a page.
   *
   * @see "Search FBT Inventory", TikTok Shop Partner Center
   */
  inventory(
    filter?: FbtInventoryFilter,
    options?: ListOptions,
  ): Listing<FbtInventory, AnswerOf<typeof fbtInventorySearch>>
  /** @see "Get FBT Warehouse List", TikTok Shop Partner Center */
  warehouses(options?: CallOptions): Promise<readonly FbtWarehouse[]>
  /** @see "Search Goods Info", TikTok Shop Partner Center */
  goods(filter?: FbtGoodsFilter, options?: ListOptions): Listing<FbtGoods, AnswerOf<typeof fbtGoodsSearch>>
  /**
   * Every movement of stock, with the order behind it.
   *
   * @see "Search FBT Inventory Record", TikTok Shop Partner Center
   */
  inventoryRecords(
    filter?: FbtInventoryRecordFilter,
    options?: ListOptions,
  ): Listing<FbtInventoryRecord, AnswerOf<typeof fbtInventoryRecordsSearch>>
  /**
   * Orders that bring goods to TikTok's warehouses.
   *
   * @see "Get Inbound Order", TikTok Shop Partner Center
   */
  inboundOrders(ids: readonly string[], options?: CallOptions): Promise<readonly FbtInboundOrder[]>
}

export const createFbt = (call: EndpointCaller): Fbt => ({
  inventory: (filter = {}, options = {}) =>
    createListing(
      token => call(fbtInventorySearch, { query: toPage(options, token), body: filter }, options),
      ({ inventory }) => inventory,
    ),
  warehouses: async options => {
    const { warehouses = [] } = await call(fbtWarehouses, {}, options)
    return warehouses
  },
  goods: (filter = {}, options = {}) =>
    createListing(
      token => call(fbtGoodsSearch, { query: toPage(options, token), body: filter }, options),
      ({ goods }) => goods,
    ),
  inventoryRecords: (filter = {}, options = {}) =>
    createListing(
      token => call(fbtInventoryRecordsSearch, { query: toPage(options, token), body: filter }, options),
      answer => answer.inventory_records,
    ),
  inboundOrders: async (ids, options) => {
    const answer = await call(fbtInboundOrders, { query: { ids } }, options)
    return answer.inbound_orders ?? []
  },
})

const toPage = ({ pageSize = 100 }: ListOptions, pageToken: PageToken) => ({
  page_size: pageSize,
  page_token: pageToken,
})
