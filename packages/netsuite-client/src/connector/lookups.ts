import { ApiError } from '@tiktok-ns/client-kit'
import type { CallContext, JsonObject, LookupAnswer, LookupRequest } from '@tiktok-ns/flow-engine'
import { z } from 'zod'
import { isMissing } from '../errors.js'
import type { NetSuiteClient } from '../netsuite-client.js'
import { findByColumn, type Lookup } from './find-by-column.js'
import { stockLookups } from './stock-lookups.js'
import { textSchema } from './text-rows.js'
import { findTransactions, itemFulfillment, salesOrder, transactionSchema } from './transactions.js'
import { transactionsByExternalIdPrefix } from './transactions-by-prefix.js'

const byColumn = (
  summary: string,
  columns: readonly string[],
  more: { readonly query: string; readonly key: string; readonly fold?: (key: string) => string },
): Lookup => ({
  summary,
  match: textSchema(columns),
  find: (client, { keys }, context) => findByColumn(client, keys, { ...more, columns }, context),
})

const lookupParameters = (request: LookupRequest): JsonObject => request.parameters ?? {}

const shipmentsOfOrders = {
  column: 'so.externalid',
  joins:
    " JOIN transactionline h ON h.transaction = t.id AND h.mainline = 'T' JOIN transaction so ON so.id = h.createdfrom",
}

/** What flows can look up, by name. */
export const netsuiteLookups: Readonly<Record<string, Lookup>> = {
  itemsBySku: byColumn(
    'Active items by their item id, a whole page of SKUs in one call. Case counts.',
    ['id', 'itemid', 'itemtype', 'displayname', 'subsidiary'],
    {
      key: 'itemid',
      query:
        "SELECT id, itemid, itemtype, displayname, subsidiary FROM item WHERE isinactive = 'F' AND itemid IN (?) ORDER BY id",
    },
  ),
  accountsByNumber: byColumn(
    'Active accounts of the chart of accounts by their number.',
    ['id', 'acctnumber', 'accountsearchdisplayname', 'accttype', 'currency'],
    {
      key: 'acctnumber',
      query:
        "SELECT id, acctnumber, accountsearchdisplayname, accttype, currency FROM account WHERE isinactive = 'F' AND acctnumber IN (?) ORDER BY id",
    },
  ),
  customersByEmail: byColumn(
    'Active customers by their e-mail address, whatever its case.',
    ['id', 'entityid', 'companyname', 'firstname', 'lastname', 'email', 'externalid'],
    {
      key: 'email',
      fold: email => email.toLowerCase(),
      query:
        "SELECT id, entityid, companyname, firstname, lastname, email, externalid FROM customer WHERE isinactive = 'F' AND LOWER(email) IN (?) ORDER BY id",
    },
  ),
  ...stockLookups,
  recordsByExternalId: {
    summary:
      'Records by their external id: transactions of every type, or what `parameters: { table: customer }` names.',
    match: textSchema(['id', 'externalid', 'recordtype', 'tranid', 'status', 'foreigntotal']),
    find: (client, request, context) => {
      const { table = 'transaction' } = lookupParameters(request)
      const columns = tables[String(table)]
      if (columns === undefined) {
        throw new ApiError({
          kind: 'invalid',
          message: `recordsByExternalId knows no table "${String(table)}"`,
          hint: `It knows ${Object.keys(tables).join(', ')}; for others use the lookup suiteql.`,
        })
      }
      const query = `SELECT ${columns.join(', ')} FROM ${String(table)} WHERE externalid IN (?) ORDER BY id`
      return findByColumn(client, request.keys, { query, key: 'externalid', columns }, context)
    },
  },
  recordsById: {
    summary:
      'Records of one type by their internal id, `parameters: { type: promotionCode }`, one call each: for types of which SuiteQL has no table.',
    match: { type: 'object' },
    find: findRecords,
  },
  transactionsByExternalIdPrefix,
  linesByExternalId: {
    summary:
      "The lines of records by the record's external id, with the `line` that transforms and updates name. Sales orders' items, or what `parameters: { type, sublist }` names.",
    match: { type: 'object', properties: { line: { type: 'number' }, item: { type: 'object' } } },
    find: findLines,
  },
  salesOrders: {
    summary: 'Sales orders with their lines, by their external id; a few queries for a whole page.',
    match: transactionSchema(salesOrder),
    find: (client, { keys }, context) =>
      findTransactions(client, salesOrder, { column: 't.externalid' }, keys, context),
  },
  itemFulfillments: {
    summary:
      "Shipments of sales orders with their lines and tracking numbers, by the order's external id; a few queries for a whole page.",
    match: transactionSchema(itemFulfillment),
    find: (client, { keys }, context) =>
      findTransactions(client, itemFulfillment, shipmentsOfOrders, keys, context),
  },
  suiteql: {
    summary:
      'Rows of `parameters: { query, key }`: a query whose only "?" stands for the keys, and the column that holds the key of a row.',
    match: { type: 'object' },
    find: (client, request, context) => {
      const parsed = queryParameters.safeParse(request.parameters)
      if (parsed.success) return findByColumn(client, request.keys, { ...parsed.data, columns: [] }, context)
      throw new ApiError({
        kind: 'invalid',
        message: 'The lookup suiteql needs parameters: { query, key }',
        hint: 'For example { query: "SELECT id, upccode FROM item WHERE upccode IN (?)", key: upccode }.',
      })
    },
  },
}

const queryParameters = z.object({ query: z.string(), key: z.string().transform(name => name.toLowerCase()) })

const named = ['id', 'externalid']

const tables: Readonly<Record<string, readonly string[]>> = {
  transaction: [...named, 'recordtype', 'tranid', 'status', 'foreigntotal'],
  customer: [...named, 'entityid', 'email'],
  item: [...named, 'itemid', 'itemtype'],
  location: [...named, 'name'],
  account: [...named, 'acctnumber', 'accttype'],
}

async function findRecords(
  client: NetSuiteClient,
  request: LookupRequest,
  { signal, priority, caller }: CallContext,
): Promise<readonly LookupAnswer[]> {
  const { type = 'promotionCode' } = lookupParameters(request)
  const find = async (id: string): Promise<readonly JsonObject[]> => {
    try {
      return [toJson(await client.records.get(String(type), id, { signal, priority, caller }))]
    } catch (error) {
      if (isMissing(error)) return []
      throw error
    }
  }
  return Promise.all(request.keys.map(async key => ({ key, matches: await find(key) })))
}

/** The REST record tells a line's key; one read for each record. */
async function findLines(
  client: NetSuiteClient,
  request: LookupRequest,
  { signal, priority, caller }: CallContext,
): Promise<readonly LookupAnswer[]> {
  const { type = 'salesOrder', sublist = 'item' } = lookupParameters(request)
  return Promise.all(
    request.keys.map(async key => {
      try {
        const lines = await client.records.getLines(String(type), { externalId: key }, String(sublist), {
          signal,
          priority,
          caller,
        })
        return { key, matches: lines.map(line => toJson(line)) }
      } catch (error) {
        if (isMissing(error)) return { key, matches: [] }
        throw error
      }
    }),
  )
}

const jsonObject = z.record(z.string(), z.json())

/** A line as data; links are of no use to a flow. */
const toJson = (line: object): JsonObject => {
  const { links: _, ...fields } = jsonObject.parse(line)
  return fields
}
