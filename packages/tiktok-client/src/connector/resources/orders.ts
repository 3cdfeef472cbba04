import { recordSchemas } from '../../generated/record-schemas.js'
import { toJson } from '../to-json.js'
import {
  changeCursors,
  flag,
  type Resource,
  seconds,
  sortFieldOf,
  text,
  texts,
  toBounds,
  toOnePage,
  toPages,
  whereOf,
} from './resource.js'

/** Orders: by ids, or by what changed in a window, oldest change first. */
export const orders: Resource = {
  description: {
    summary: 'Orders, by when they changed or were created.',
    record: recordSchemas.order,
    where: whereOf({
      order_status: text,
      create_time_ge: seconds,
      create_time_lt: seconds,
      update_time_ge: seconds,
      update_time_lt: seconds,
      shipping_type: text,
      buyer_user_id: text,
      is_buyer_request_cancel: flag,
      warehouse_ids: texts,
    }),
    cursorFields: changeCursors,
    idField: 'id',
    maxPageSize: 100,
  },
  async *exportPages(client, request, context) {
    const { ids, where, window, pageSize } = request
    if (ids !== undefined) {
      const found = await client.orders.get(ids, context)
      yield* toOnePage(found.map(toJson))
      return
    }
    const filter = { ...where, ...toBounds(window) }
    yield* toPages(client.orders.search(filter, { ...context, pageSize, sortField: sortFieldOf(request) }))
  },
}
