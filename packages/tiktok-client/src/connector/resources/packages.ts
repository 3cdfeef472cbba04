import type { JsonObject } from '@tiktok-ns/flow-engine'
import { recordSchemas } from '../../generated/record-schemas.js'
import type { Package } from '../../resources/fulfillment/packages.js'
import { toJson } from '../to-json.js'
import {
  changeCursors,
  type Resource,
  readEach,
  seconds,
  sortFieldOf,
  text,
  toBounds,
  toOnePage,
  toPages,
  whereOf,
} from './resource.js'

/** Packages, by ids or by when they changed. */
export const packages: Resource = {
  description: {
    summary: 'Packages with their tracking numbers, by when they changed or were created.',
    record: recordSchemas.packageSummary,
    where: whereOf({
      package_status: text,
      create_time_ge: seconds,
      create_time_lt: seconds,
      update_time_ge: seconds,
      update_time_lt: seconds,
    }),
    cursorFields: changeCursors,
    idField: 'id',
    maxPageSize: 50,
  },
  async *exportPages(client, request, context) {
    const { ids, where, window, pageSize } = request
    if (ids !== undefined) {
      const found = await readEach(ids, id => client.packages.get(id, context))
      yield* toOnePage(found.filter(({ package_id: id }) => id !== undefined).map(toSummary))
      return
    }
    const options = { ...context, pageSize, sortField: sortFieldOf(request) }
    yield* toPages(client.packages.search({ ...where, ...toBounds(window) }, options))
  },
}

/** The detail names id and status otherwise than the list does. */
const toSummary = (detail: Package): JsonObject =>
  toJson({ ...detail, id: detail.package_id, status: detail.package_status })
