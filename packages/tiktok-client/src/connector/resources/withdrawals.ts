import { recordSchemas } from '../../generated/record-schemas.js'
import { toJson } from '../to-json.js'
import {
  findInList,
  type Resource,
  seconds,
  texts,
  toBounds,
  toOnePage,
  toPages,
  whereOf,
} from './resource.js'

/** Movements of the seller's wallet, in South East Asia. */
export const withdrawals: Resource = {
  description: {
    summary: "Movements of the seller's wallet, by when they were made.",
    record: recordSchemas.withdrawal,
    where: whereOf({ types: texts, create_time_ge: seconds, create_time_lt: seconds }),
    cursorFields: { create_time: 'epoch-seconds' },
    idField: 'id',
    maxPageSize: 100,
  },
  async *exportPages(client, { ids, where, window, pageSize }, context) {
    if (ids !== undefined) {
      const list = client.finance.withdrawals({}, context)
      yield* toOnePage((await findInList(list, ids, ({ id }) => id)).map(toJson))
      return
    }
    yield* toPages(client.finance.withdrawals({ ...where, ...toBounds(window) }, { ...context, pageSize }))
  },
}
