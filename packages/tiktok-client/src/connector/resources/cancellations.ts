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

const maxPageSize = 50

/** Cancellations of orders or lines, by ids or by when they changed. */
export const cancellations: Resource = {
  description: {
    summary: 'Cancellations of orders or of lines, by when they changed or were asked for.',
    record: recordSchemas.cancellation,
    where: whereOf({
      order_ids: texts,
      buyer_user_ids: texts,
      cancel_types: texts,
      cancel_status: texts,
      create_time_ge: seconds,
      create_time_lt: seconds,
      update_time_ge: seconds,
      update_time_lt: seconds,
      locale: text,
    }),
    cursorFields: changeCursors,
    idField: 'cancel_id',
    maxPageSize,
  },
  async *exportPages(client, request, context) {
    const { ids, where, window, pageSize } = request
    if (ids !== undefined) {
      for (const piece of inPieces(ids, maxPageSize))
        yield* toPages(client.cancellations.search({ cancel_ids: piece }, context))
      return
    }
    const options = { ...context, pageSize, sortField: sortFieldOf(request) }
    yield* toPages(client.cancellations.search({ ...where, ...toBounds(window) }, options))
  },
}
