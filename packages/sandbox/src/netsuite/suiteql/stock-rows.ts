import type { Books } from '../ledger/books.js'
import type { StoredRecord } from '../records/record-store.js'
import { fromQuantity } from '../stock/stock-details.js'
import { averageCost } from '../stock/stock-reads.js'
import { toSqlDate } from './sql-dates.js'
import { idCell, type Row, type RowGround } from './table-rows.js'

const stockTables = new Set(['inventoryitemlocations', 'aggregateitemlocation', 'inventorybalance'])

/** Tables that show what lies where, which no record says by itself. */
export const isStockTable = (table: string): boolean => stockTables.has(table)

/** The rows of a pile, `item@location`. */
export const stockRows = (table: string, key: string, ground: RowGround): readonly Row[] =>
  table === 'inventorybalance' ? balanceRows(key, ground) : [levelRow(key, ground)]

const levelRow = (key: string, { books, timeZone }: RowGround): Row => {
  const at = key.lastIndexOf('@')
  const { exponent } = books.base
  const level = books.stock.level({ item: key.slice(0, at), location: key.slice(at + 1) })
  return {
    item: idCell(level.item),
    location: idCell(level.location),
    quantityonhand: fromQuantity(level.onHand),
    quantityavailable: fromQuantity(level.available),
    quantitycommitted: fromQuantity(level.committed),
    quantitybackordered: fromQuantity(level.backOrdered),
    quantityonorder: fromQuantity(level.onOrder),
    quantityintransit: fromQuantity(level.inTransit),
    averagecostmli: averageCost(level.value, level.onHand, exponent),
    onhandvaluemli: level.value / 10 ** exponent,
    lastquantityavailablechange:
      level.availableChangedAt === undefined ? null : toSqlDate(level.availableChangedAt, timeZone),
  }
}

const balanceRows = (key: string, { books }: RowGround): readonly Row[] => {
  const [item, location] = key.split('@')
  return books.stock
    .balances(item)
    .filter(balance => balance.location === location)
    .map(({ number, bin, onHand }) => ({
      item: idCell(item),
      location: idCell(location),
      inventorynumber: number ?? null,
      binnumber: idCell(bin),
      quantityonhand: fromQuantity(onHand),
      quantityavailable: fromQuantity(onHand),
    }))
}

/** Columns of the table of items that the stock decides. */
export const stockTotals: readonly string[] = ['totalquantityonhand', 'totalvalue', 'averagecost']

export const withStockTotals = (
  record: StoredRecord,
  rows: readonly Row[],
  { stock, base: { exponent } }: Books,
): readonly Row[] => {
  const levels = stock.levels(record.id)
  if (levels.length === 0) return rows
  const onHand = levels.reduce((sum, level) => sum + level.onHand, 0)
  const value = levels.reduce((sum, level) => sum + level.value, 0)
  return rows.map(row => ({
    ...row,
    totalquantityonhand: fromQuantity(onHand),
    totalvalue: value / 10 ** exponent,
    averagecost: averageCost(value, onHand, exponent),
  }))
}
