import { z } from 'zod'
import generated from '../generated/suiteql-tables.json' with { type: 'json' }
import type { RecordGroup } from '../records/record-types.js'

const tables = z.record(z.string(), z.record(z.string(), z.string())).parse(generated)

/** Tables that the reference knows. */
export const tableNames: ReadonlySet<string> = new Set(Object.keys(tables))

const ofCustomRecords = ['id', 'name', 'externalid', 'isinactive', 'created', 'lastmodified', 'owner']

/** The columns of a table, besides those of custom fields. */
export const columnsOf = (table: string): readonly string[] =>
  table.startsWith('customrecord') ? ofCustomRecords : Object.keys(tables[table] ?? {})

/** How SQLite keeps a column: numbers as such, so that `'5'` and 5 are one; everything else as it comes. */
export const affinityOf = (table: string, column: string): string =>
  /^(integer|number)$/.test(tables[table]?.[column] ?? (column === 'id' ? 'integer' : '')) ? 'NUMERIC' : ''

const ofItems = /^(item|kititemmember|pricing|itemprice)$/
const ofTransactions = /^(transaction|itemfulfillment|shipmentpackage|trackingnumber|previous|next)/
const ofEntities = /^(customer|entity|vendor|employee|contact|partner|job)/

/** Whether records of a group have rows in a table: most records need not be looked at to fill one. */
export const feeds = (group: RecordGroup, table: string): boolean => {
  if (ofItems.test(table)) return group === 'item'
  if (ofTransactions.test(table)) return group === 'transaction'
  return ofEntities.test(table) ? group === 'entity' : group === 'other'
}

const customTables: readonly (readonly [RegExp, RegExp])[] = [
  [/^custbody/, /^transaction$/],
  [/^custcol/, /^transactionline$/],
  [/^custitem/, /^item$/],
  [/^custentity/, /^(entity|customer|vendor|employee|contact|partner|job)$/],
  [/^custrecord/, /^customrecord/],
]

/** The tables that have a custom field as a column; undefined for what is no custom field. */
export const customTableOf = (column: string): RegExp | undefined =>
  customTables.find(([name]) => name.test(column))?.[1]

/** Every column that holds dates, in any table. */
export const dateColumns: ReadonlySet<string> = new Set(
  Object.values(tables).flatMap(columns =>
    Object.entries(columns)
      .filter(([, type]) => type === 'date' || type === 'timestamp')
      .map(([name]) => name),
  ),
)

/** Columns that exist and are not for this channel. */
export const notExposed: Readonly<Record<string, string>> = { shipcountry: 'transaction' }

/** Columns that break the service. */
export const broken: ReadonlySet<string> = new Set(['shipstatus'])

/** The record type whose permission a table needs. */
export const tableTypes: Readonly<Record<string, string>> = {
  item: 'inventoryItem',
  kititemmember: 'kitItem',
  inventoryitemlocations: 'inventoryItem',
  aggregateitemlocation: 'inventoryItem',
  inventorybalance: 'inventoryItem',
  pricing: 'inventoryItem',
  itemprice: 'inventoryItem',
  customer: 'customer',
  customersubsidiaryrelationship: 'customer',
  customeraddressbook: 'customer',
  customeraddressbookentityaddress: 'customer',
  vendor: 'vendor',
  itemfulfillment: 'itemFulfillment',
  shipmentpackage: 'itemFulfillment',
  trackingnumber: 'itemFulfillment',
  location: 'location',
  subsidiary: 'subsidiary',
  department: 'department',
  classification: 'classification',
  account: 'account',
  transactionaccountingline: 'account',
  currency: 'currency',
}
