import type { JsonObject } from '@tiktok-ns/flow-engine'
import { recordSchemas } from '../../generated/record-schemas.js'
import type { FbtInventory } from '../../resources/fbt/fbt.js'
import { toJson } from '../to-json.js'
import { findInList, type Resource, text, texts, toOnePage, toPages, whereOf } from './resource.js'

/** Stock in TikTok's warehouses: one record for each goods in each warehouse, named by both. */
export const fbtInventory: Resource = {
  description: {
    summary:
      "Stock in TikTok's own warehouses (Fulfilled by TikTok), one record for each goods and warehouse.",
    record: {
      ...recordSchemas.fbtInventory,
      properties: { ...recordSchemas.fbtInventory.properties, id: text },
    },
    where: whereOf({ fbt_warehouse_ids: texts, goods_ids: texts, sku_ids: texts }),
    cursorFields: {},
    idField: 'id',
    maxPageSize: 100,
  },
  async *exportPages(client, { ids, where, pageSize }, context) {
    const list = client.fbt.inventory(where, { ...context, pageSize })
    if (ids === undefined) yield* toPages(list, toRecord)
    else yield* toOnePage((await findInList(list, ids, idOf)).map(toRecord))
  },
}

const idOf = (row: FbtInventory): string => `${row.fbt_warehouse_id ?? ''}-${row.goods?.id ?? ''}`

const toRecord = (row: FbtInventory): JsonObject => toJson({ ...row, id: idOf(row) })
