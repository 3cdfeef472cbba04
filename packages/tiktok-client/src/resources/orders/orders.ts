import { z } from 'zod'
import type { Caller } from '../../transport/caller.js'
import { tokenPages } from '../../transport/token-pages.js'
import { type Order, order } from './order.js'

/** What orders are searched by. Times are Unix seconds: `_ge` inclusive, `_lt` exclusive. */
export interface OrderFilter {
  readonly order_status?: string
  readonly create_time_ge?: number
  readonly create_time_lt?: number
  readonly update_time_ge?: number
  readonly update_time_lt?: number
  readonly shipping_type?: string
  readonly buyer_user_id?: string
  readonly is_buyer_request_cancel?: boolean
  /** At most 100. */
  readonly warehouse_ids?: readonly string[]
}

export interface OrderSearchOptions {
  /** 1 to 100. */
  readonly pageSize?: number
  readonly sortField?: 'create_time' | 'update_time'
  readonly sortOrder?: 'ASC' | 'DESC'
  readonly signal?: AbortSignal
}

export interface OrderPage {
  readonly orders: readonly Order[]
  readonly totalCount: number | undefined
}

export interface Orders {
  /** Pages of orders, each read when it is asked for. Oldest change first unless told otherwise. */
  searchPages(filter?: OrderFilter, options?: OrderSearchOptions): AsyncGenerator<OrderPage>
  /** The orders one by one. */
  search(filter?: OrderFilter, options?: OrderSearchOptions): AsyncGenerator<Order>
  /** Orders by id, fifty a call. Ids that are unknown or another shop's are simply missing from the answer. */
  get(ids: readonly string[], options?: { readonly signal?: AbortSignal }): Promise<readonly Order[]>
}

const searchAnswer = z.looseObject({
  orders: z.array(order).nullish(),
  next_page_token: z.string().nullish(),
  total_count: z.number().nullish(),
})

const detailAnswer = z.looseObject({ orders: z.array(order).nullish() })

/** Get Order Detail takes at most this many ids. */
const maxIdsPerCall = 50

export const createOrders = (call: Caller): Orders => {
  async function* searchPages(
    filter: OrderFilter = {},
    options: OrderSearchOptions = {},
  ): AsyncGenerator<OrderPage> {
    const { pageSize = 100, sortField = 'update_time', sortOrder = 'ASC', signal } = options
    const pages = tokenPages(async pageToken => {
      const answer = await call({
        method: 'POST',
        path: '/order/202309/orders/search',
        query: { page_size: pageSize, sort_field: sortField, sort_order: sortOrder, page_token: pageToken },
        body: { ...filter },
        withShop: true,
        repeatable: true,
        answer: searchAnswer,
        signal,
      })
      return {
        items: answer.orders ?? [],
        nextPageToken: answer.next_page_token ?? undefined,
        totalCount: answer.total_count ?? undefined,
      }
    })
    for await (const { items, totalCount } of pages) yield { orders: items, totalCount }
  }

  return {
    searchPages,
    async *search(filter, options) {
      for await (const { orders } of searchPages(filter, options)) yield* orders
    },
    get: async (ids, { signal } = {}) => {
      const found: Order[] = []
      for (let start = 0; start < ids.length; start += maxIdsPerCall) {
        const answer = await call({
          method: 'GET',
          path: '/order/202507/orders',
          query: { ids: ids.slice(start, start + maxIdsPerCall).join(',') },
          withShop: true,
          repeatable: true,
          answer: detailAnswer,
          signal,
        })
        found.push(...(answer.orders ?? []))
      }
      return found
    },
  }
}
