import { displayTableOf, wordsTable } from './display-tables.js'
import type { Sql } from './sql-functions.js'

/** Columns that hold ids, with the kind of record whose names show them. */
const shownBy: Readonly<Record<string, string>> = {
  entity: 'entity',
  customer: 'entity',
  employee: 'entity',
  salesrep: 'entity',
  item: 'item',
  parentitem: 'item',
  transaction: 'transaction',
  createdfrom: 'transaction',
  previousdoc: 'transaction',
  nextdoc: 'transaction',
  location: 'location',
  subsidiary: 'subsidiary',
  department: 'department',
  class: 'classification',
  currency: 'currency',
  account: 'account',
  incomeaccount: 'account',
  assetaccount: 'account',
  expenseaccount: 'account',
  postingperiod: 'accountingPeriod',
  terms: 'term',
  pricelevel: 'priceLevel',
  price: 'priceLevel',
  shipmethod: 'shipItem',
  paymentmethod: 'paymentMethod',
}

/** `BUILTIN.DF`: the text that is shown for a column's value. Values that are no ids show themselves. */
export const displayed = (column: string): Sql => {
  const path = column.replaceAll('"', '').toLowerCase().split('.')
  const name = path.at(-1) ?? ''
  if (!/^[\w".]+$/.test(column)) return { sql: column }
  const owner = path.length > 1 ? `${column.slice(0, column.lastIndexOf('.'))}.` : ''
  if (name === 'status')
    return {
      sql: `ifnull((SELECT d.name FROM ${wordsTable} d WHERE d.kind=${owner}recordtype AND d.id=${column}),${column})`,
    }
  if (name === 'type')
    return {
      sql: `ifnull((SELECT d.name FROM ${wordsTable} d WHERE d.kind='type' AND d.id=${column}),${column})`,
    }
  const kind = shownBy[name]
  return kind === undefined
    ? { sql: column }
    : {
        sql: `ifnull((SELECT d.name FROM ${displayTableOf(kind)} d WHERE d.id=CAST(${column} AS TEXT)),${column})`,
      }
}
