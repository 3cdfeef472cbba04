import { recordSchemas } from '../../generated/record-schemas.js'
import { toJson } from '../to-json.js'
import { findInList, type Resource, seconds, toOnePage, toPages, whereOf } from './resource.js'

/** What TikTok expects to settle. There is no cursor: an estimate changes until it is settled, and then it is gone. */
export const unsettledOrders: Resource = {
  description: {
    summary: 'Estimates for orders that are not settled yet, all of them each time.',
    record: recordSchemas.unsettledTransaction,
    where: whereOf({ search_time_ge: seconds, search_time_lt: seconds }),
    cursorFields: {},
    idField: 'id',
    maxPageSize: 100,
  },
  async *exportPages(client, { ids, where, pageSize }, context) {
    const list = client.finance.unsettled(where, { ...context, pageSize })
    if (ids === undefined) yield* toPages(list)
    else yield* toOnePage((await findInList(list, ids, ({ id }) => id)).map(toJson))
  },
}
