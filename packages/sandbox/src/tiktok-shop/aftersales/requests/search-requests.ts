import type { Json, JsonObject } from '../../../json.js'
import { isJsonObject } from '../../../json.js'
import { checkQuery } from '../../gateway/check-parameters.js'
import { paginate } from '../../paginate.js'
import type { TimeField } from '../../record-store.js'
import type { ShopCall } from '../../shop-call.js'
import type { ReturnOrder } from '../aftersale.js'
import { isListed } from '../list-filter.js'
import {
  requestIdOf,
  requestStatusOf,
  rmaIdOf,
  rmaStatusOf,
  toRequestLines,
  toSkuReturnRequest,
} from './request-model.js'

/** Search Aftersales Requests 202603. */
export const searchRequests = (call: ShopCall): Json => {
  const { shop } = call
  const filters = membersOf(call.body['filters'])
  const has = dataFieldsOf(call)
  const { rows, ...page } = searchReturns(
    call,
    row =>
      isListed(filters['aftersales_request_ids'], requestIdOf(row)) &&
      isListed(filters['aftersales_request_statuses'], requestStatusOf(row)) &&
      isListed(filters['main_order_ids'], row.order_id) &&
      isListed(filters['return_types'], row.return_type) &&
      isListed(filters['buyer_ids'], shop.orders.get(row.order_id)?.user_id ?? ''),
  )
  return {
    aftersales_requests: rows.map(row => {
      const rma = toRma(call, row)
      return {
        id: requestIdOf(row),
        status: requestStatusOf(row),
        ...(has('LINE_ITEMS') ? { line_items: toRequestLines(row) } : {}),
        ...(has('SKU_RETURN_REQUESTS') ? { sku_return_requests: [toSkuReturnRequest(row)] } : {}),
        ...(has('RETURN_MERCHANDISE_AUTHORIZATIONS')
          ? { return_merchandise_authorizations: rma === undefined ? [] : [rma] }
          : {}),
      }
    }),
    ...page,
  }
}

/** Search Return Merchandise Authorizations 202604. */
export const searchRmas = (call: ShopCall): Json => {
  const { shop, nowSecs } = call
  const filters = membersOf(call.body['filters'])
  const has = dataFieldsOf(call)
  const { rows, ...page } = searchReturns(call, row => {
    const status = rmaStatusOf(shop, row, nowSecs)
    return (
      status !== undefined &&
      isListed(filters['statuses'], status) &&
      isListed(filters['rma_ids'], rmaIdOf(row)) &&
      isListed(filters['package_ids'], packageIdOf(row)) &&
      isListed(filters['aftersales_request_ids'], requestIdOf(row)) &&
      isListed(filters['main_order_ids'], row.order_id)
    )
  })
  return {
    return_merchandise_authorizations: rows.flatMap(row => {
      const rma = toRma(call, row)
      if (rma === undefined) return []
      const { line_items, ...head } = rma
      return [
        {
          ...head,
          ...(has('LINE_ITEMS') ? { line_items } : {}),
          ...(has('SKU_RETURN_REQUESTS') ? { sku_return_requests: [toSkuReturnRequest(row)] } : {}),
        },
      ]
    }),
    ...page,
  }
}

const toRma = ({ shop, nowSecs }: ShopCall, row: ReturnOrder) => {
  const status = rmaStatusOf(shop, row, nowSecs)
  if (status === undefined) return undefined
  return {
    id: rmaIdOf(row),
    aftersales_request_id: requestIdOf(row),
    package_id: packageIdOf(row),
    status,
    line_items: toRequestLines(row),
  }
}

/** The parcel that comes back; there is one from the moment the buyer has shipped. */
const packageIdOf = (row: ReturnOrder): string =>
  row['return_tracking_number'] === undefined ? '' : `8${row.return_id}`

/** The fields that the caller lists, and no others. */
const dataFieldsOf = ({ body }: ShopCall) => {
  const wanted = body['whitelisted_data_fields']
  return (field: string): boolean => Array.isArray(wanted) && wanted.includes(field)
}

const membersOf = (value: Json | undefined): JsonObject => (isJsonObject(value) ? value : {})

const pageSchema = {
  type: 'object',
  properties: { page_size: { type: 'integer', range: ['1', '50'] }, page_token: { type: 'string' } },
} as const

/** Returns by the newer interface's rules: paging, order and filters stand in the body, values in upper case. */
const searchReturns = (call: ShopCall, isWanted: (row: ReturnOrder) => boolean) => {
  const { pagination, whitelisted_data_fields: _fields, ...searched } = call.body
  const sort = membersOf(call.body['sort'])
  const times = membersOf(membersOf(call.body['filters'])['time'])
  const field: TimeField = sort['sort_field'] === 'UPDATE_TIME' ? 'update_time' : 'create_time'
  const asText = Object.entries(membersOf(pagination)).map(([name, value]) => [name, String(value)] as const)
  const { rows, nextPageToken, totalCount } = paginate(
    { ...call, query: checkQuery(pageSchema, Object.fromEntries(asText)), body: searched },
    {
      store: call.shop.returns,
      walk: options => call.shop.returns.walk(field, options),
      isWanted: row =>
        isWithin(times['create_time'], row.create_time) &&
        isWithin(times['update_time'], row.update_time) &&
        isWanted(row),
      positionOf: row => ({ after: row[field], id: row.return_id }),
      descending: sort['sort_order'] !== 'ASC',
      defaultPageSize: 10,
    },
  )
  return { rows, next_page_token: nextPageToken, total_count: totalCount }
}

const isWithin = (range: Json | undefined, at: number): boolean => {
  const { min_unix_time_inclusive: from, max_unix_time_exclusive: until } = membersOf(range)
  return (typeof from !== 'number' || at >= from) && (typeof until !== 'number' || at < until)
}
