import { recordSchemas } from '../../generated/record-schemas.js'
import {
  changeCursors,
  inPieces,
  type Resource,
  seconds,
  sortFieldOf,
  text,
  texts,
  toBounds,
  toPages,
  whereOf,
} from './resource.js'

const minPageSize = 10
const maxPageSize = 50

/** Returns and refunds, by ids or by when they changed. A refund without goods is a return of type `REFUND`. */
export const returns: Resource = {
  description: {
    summary: 'Returns and refunds, by when they changed or were asked for.',
    record: recordSchemas.returnOrder,
    where: whereOf({
      order_ids: texts,
      buyer_user_ids: texts,
      return_types: texts,
      return_status: texts,
      arbitration_status: texts,
      seller_proposed_return_type: texts,
      create_time_ge: seconds,
      create_time_lt: seconds,
      update_time_ge: seconds,
      update_time_lt: seconds,
      locale: text,
    }),
    cursorFields: changeCursors,
    idField: 'return_id',
    maxPageSize,
  },
  async *exportPages(client, request, context) {
    const { ids, where, window, pageSize = maxPageSize } = request
    if (ids !== undefined) {
      for (const piece of inPieces(ids, maxPageSize))
        yield* toPages(client.returns.search({ return_ids: piece }, context))
      return
    }
    // TikTok gives no page of fewer than ten returns.
    const options = {
      ...context,
      pageSize: Math.max(minPageSize, pageSize),
      sortField: sortFieldOf(request),
    }
    yield* toPages(client.returns.search({ ...where, ...toBounds(window) }, options))
  },
}
