import type { Json, JsonObject } from '../../json.js'
import type { Books } from '../ledger/books.js'
import { linesOf } from '../records/lines.js'
import type { StoredRecord } from '../records/record-store.js'
import { referencedId } from '../records/references.js'
import { fromQuantity } from './stock-details.js'
import { keepsStock } from './stock-items.js'
import { averageCost } from './stock-reads.js'

/** A record as it is read: an item with its stock by location, an order with what is committed to its lines. */
export const withStock = (record: StoredRecord, books: Books): StoredRecord => {
  if (keepsStock(record)) return { ...record, fields: itemFields(record, books) }
  return record.type.name === 'salesOrder' ? { ...record, fields: orderFields(record, books) } : record
}

const itemFields = (item: StoredRecord, { stock, base }: Books): JsonObject => {
  const kept = new Map(
    (linesOf(item.fields['locations']) ?? []).map(row => [referencedId(row['location']) ?? '', row]),
  )
  const rows = stock.levels(item.id).map(
    (level): Record<string, Json> => ({
      ...kept.get(level.location),
      location: { id: level.location },
      quantityOnHand: fromQuantity(level.onHand),
      quantityAvailable: fromQuantity(level.available),
      quantityCommitted: fromQuantity(level.committed),
      quantityBackOrdered: fromQuantity(level.backOrdered),
      quantityOnOrder: fromQuantity(level.onOrder),
      quantityInTransit: fromQuantity(level.inTransit),
      averageCostMli: averageCost(level.value, level.onHand, base.exponent),
    }),
  )
  return rows.length === 0 ? item.fields : { ...item.fields, locations: { items: rows } }
}

const orderFields = (order: StoredRecord, { stock }: Books): JsonObject => ({
  ...order.fields,
  item: {
    items: (linesOf(order.fields['item']) ?? []).map((line): JsonObject => {
      const { committed, backOrdered } = stock.committedTo(order, Number(line['line']))
      return {
        ...line,
        quantityCommitted: fromQuantity(committed),
        quantityBackOrdered: fromQuantity(backOrdered),
      }
    }),
  },
})
