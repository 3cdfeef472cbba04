import type { JsonObject } from '@tiktok-ns/flow-engine'
import { recordSchemas } from '../../generated/record-schemas.js'
import type { FbtInventoryRecord } from '../../resources/fbt/fbt.js'
import { toJson } from '../to-json.js'
import { toInclusiveBounds } from './products.js'
import {
  findInList,
  type Resource,
  seconds,
  text,
  texts,
  toBounds,
  toOnePage,
  toPages,
  whereOf,
} from './resource.js'

/** What came to TikTok's warehouses and left them, one record for each movement of one sort of goods. */
export const fbtMovements: Resource = {
  description: {
    summary:
      "Movements of stock in TikTok's own warehouses (Fulfilled by TikTok), each with the order behind it, by when they happened.",
    record: {
      ...recordSchemas.fbtMovement,
      properties: { ...recordSchemas.fbtMovement.properties, id: text },
    },
    where: whereOf({
      fbt_warehouse_ids: texts,
      goods_ids: texts,
      create_time_ge: seconds,
      create_time_le: seconds,
    }),
    cursorFields: { create_time: 'epoch-seconds' },
    idField: 'id',
    maxPageSize: 100,
  },
  async *exportPages(client, { ids, where, window, pageSize }, context) {
    const filter = { ...where, ...toInclusiveBounds(toBounds(window)) }
    const list = client.fbt.inventoryRecords(filter, { ...context, pageSize })
    if (ids === undefined) yield* toPages(list, toRecord)
    else yield* toOnePage((await findInList(list, ids, idOf)).map(toRecord))
  },
}

/** TikTok gives a movement no id. What was there before it tells two of one order in one second apart. */
const idOf = ({
  fbt_warehouse_id: warehouse = '',
  goods,
  order,
  inventory_goods_type: type = '',
  create_time: at = 0,
  initial_on_hand_quantity: before = 0,
  changed_quantity: by = 0,
}: FbtInventoryRecord): string =>
  [warehouse, goods?.id ?? '', order?.id ?? '', type, at, before, by].join('_')

const toRecord = (row: FbtInventoryRecord): JsonObject => toJson({ ...row, id: idOf(row) })
