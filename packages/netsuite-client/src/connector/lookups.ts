import { ApiError } from '@tiktok-ns/client-kit'
import type { CallContext, JsonObject, JsonSchema, LookupAnswer, LookupRequest } from '@tiktok-ns/flow-engine'
import { z } from 'zod'
import { isMissing } from '../errors.js'
import type { NetSuiteClient } from '../netsuite-client.js'
import type { SuiteQlValue } from '../suiteql/bind-parameters.js'
import { readRows, type TextRow, textSchema } from './text-rows.js'
import { findTransactions, itemFulfillment, salesOrder, transactionSchema } from './transactions.js'

interface Lookup {
  readonly summary: string
  readonly match: JsonSchema
  find(client: NetSuiteClient, request: LookupRequest, context: CallContext): Promise<readonly LookupAnswer[]>
}

/** SuiteQL takes at most this many values in one IN. */
const maxKeys = 1_000

interface ByColumn {
  readonly query: string
  /** The column of a row that holds its key. */
  readonly key: string
  /** Columns that a match always has, blank where NetSuite has nothing. */
  readonly columns: readonly string[]
  /** What has to be equal for a key to match; case counts where left out. */
  readonly fold?: (key: string) => string
  /** Values for the question marks after the keys. */
  readonly values?: readonly SuiteQlValue[]
}

/** One query for up to 1,000 keys, however many records a page has. */
const findByColumn = async (
  client: NetSuiteClient,
  keys: readonly string[],
  { query, key: keyColumn, columns, fold = same, values = [] }: ByColumn,
  { signal, priority }: CallContext,
): Promise<readonly LookupAnswer[]> => {
  const matches = new Map<string, JsonObject[]>()
  const wanted = [...new Set(keys.filter(key => key !== '').map(fold))]
  for (let start = 0; start < wanted.length; start += maxKeys) {
    const parameters = [wanted.slice(start, start + maxKeys), ...values]
    for await (const row of readRows(client, query, { parameters, signal, priority })) {
      const key = fold(row[keyColumn] ?? '')
      matches.set(key, [...(matches.get(key) ?? []), withBlanks(row, columns)])
    }
  }
  return keys.map(key => ({ key, matches: matches.get(fold(key)) ?? [] }))
}

const same = (key: string): string => key

const withBlanks = (row: TextRow, columns: readonly string[]): TextRow => ({
  ...Object.fromEntries(columns.map(name => [name, ''])),
  ...row,
})

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
  recordsByExternalId: {
    summary:
      'Records by their external id: transactions of every type, or what `parameters: { table: customer }` names.',
    match: textSchema(['id', 'externalid', 'recordtype', 'tranid', 'status']),
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
  transaction: [...named, 'recordtype', 'tranid', 'status'],
  customer: [...named, 'entityid', 'email'],
  item: [...named, 'itemid', 'itemtype'],
  location: [...named, 'name'],
  account: [...named, 'acctnumber', 'accttype'],
}

/** The REST record tells a line's key; one read for each record. */
async function findLines(
  client: NetSuiteClient,
  request: LookupRequest,
  { signal, priority }: CallContext,
): Promise<readonly LookupAnswer[]> {
  const { type = 'salesOrder', sublist = 'item' } = lookupParameters(request)
  return Promise.all(
    request.keys.map(async key => {
      try {
        const lines = await client.records.getLines(String(type), { externalId: key }, String(sublist), {
          signal,
          priority,
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
