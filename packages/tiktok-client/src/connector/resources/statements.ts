import { recordSchemas } from '../../generated/record-schemas.js'
import { toJson } from '../to-json.js'
import {
  findInList,
  type Resource,
  seconds,
  text,
  toBounds,
  toOnePage,
  toPages,
  whereOf,
} from './resource.js'

/** Statements, one for each day. */
export const statements: Resource = {
  description: {
    summary: 'Statements of what TikTok settled, one for each day, by their time.',
    record: recordSchemas.statement,
    where: whereOf({ payment_status: text, statement_time_ge: seconds, statement_time_lt: seconds }),
    cursorFields: { statement_time: 'epoch-seconds' },
    idField: 'id',
    maxPageSize: 100,
  },
  async *exportPages(client, { ids, where, window, pageSize }, context) {
    if (ids !== undefined) {
      // There is no call for one statement; the newest are asked for most.
      const list = client.finance.statements({}, { ...context, sortOrder: 'DESC' })
      yield* toOnePage((await findInList(list, ids, ({ id }) => id)).map(toJson))
      return
    }
    yield* toPages(client.finance.statements({ ...where, ...toBounds(window) }, { ...context, pageSize }))
  },
}
