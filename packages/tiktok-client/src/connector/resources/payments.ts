import { recordSchemas } from '../../generated/record-schemas.js'
import { toJson } from '../to-json.js'
import { findInList, type Resource, seconds, toBounds, toOnePage, toPages, whereOf } from './resource.js'

/** Payments to the seller's bank. Not in South East Asia, where withdrawals take their place. */
export const payments: Resource = {
  description: {
    summary: "Payments to the seller's bank, by when they were made.",
    record: recordSchemas.payment,
    where: whereOf({ create_time_ge: seconds, create_time_lt: seconds }),
    cursorFields: { create_time: 'epoch-seconds' },
    idField: 'id',
    maxPageSize: 100,
  },
  async *exportPages(client, { ids, where, window, pageSize }, context) {
    if (ids !== undefined) {
      const list = client.finance.payments({}, { ...context, sortOrder: 'DESC' })
      yield* toOnePage((await findInList(list, ids, ({ id }) => id)).map(toJson))
      return
    }
    yield* toPages(client.finance.payments({ ...where, ...toBounds(window) }, { ...context, pageSize }))
  },
}
