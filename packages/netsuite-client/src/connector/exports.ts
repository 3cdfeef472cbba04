import { ApiError } from '@tiktok-ns/client-kit'
import type {
  CallContext,
  ExportPage,
  ExportRequest,
  JsonObject,
  JsonSchema,
  ResourceDescription,
} from '@tiktok-ns/flow-engine'
import type { NetSuiteClient } from '../netsuite-client.js'
import type { SuiteQlValue } from '../suiteql/bind-parameters.js'
import { toInstant, toLocalText } from './account-time.js'
import { readRows, type TextRow, textSchema } from './text-rows.js'
import { detailsOf } from './transaction-details.js'
import {
  itemFulfillment,
  salesOrder,
  selectTransactions,
  type TransactionKind,
  transactionSchema,
} from './transactions.js'

export interface ExportScope {
  readonly client: NetSuiteClient
  /** In which SuiteQL shows times; undefined when the connection does not say. */
  readonly timeZone: string | undefined
}

interface Resource {
  readonly description: ResourceDescription
  /** A query without conditions, order and end; its rows carry a whole number `key` that differs in each. */
  readonly select: string
  /** The column a cursor follows, as the query's tables call it. */
  readonly changed: { readonly field: string; readonly column: string }
  /** The column that `ids` name. */
  readonly idColumn: string
  /** What a flow's `where` may say, by column. */
  readonly where: Readonly<Record<string, string>>
  /** Always true of its rows. */
  readonly always?: readonly (readonly [string, SuiteQlValue])[]
  readonly addDetails?: (
    rows: readonly TextRow[],
    client: NetSuiteClient,
    context: CallContext,
  ) => Promise<readonly JsonObject[]>
}

const time = (column: string, name: string): string =>
  `TO_CHAR(${column}, 'YYYY-MM-DD HH24:MI:SS') AS ${name}`

const described = (
  summary: string,
  record: JsonSchema,
  {
    where,
    field,
    idField = 'id',
  }: { readonly where: readonly string[]; readonly field: string; readonly idField?: string },
): ResourceDescription => ({
  summary,
  record,
  where: {
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(
      where.map(name => [name, { type: ['string', 'array'], items: { type: 'string' } }]),
    ),
  },
  cursorFields: { [field]: 'iso' },
  idField,
  maxPageSize: 500,
})

const itemWhere = { itemtype: 'i.itemtype', itemid: 'i.itemid', isinactive: 'i.isinactive' }

const items: Resource = {
  description: described(
    'Items of every kind.',
    textSchema([
      'id',
      'itemid',
      'displayname',
      'externalid',
      'itemtype',
      'upccode',
      'isinactive',
      'lastmodifieddate',
    ]),
    { where: Object.keys(itemWhere), field: 'lastmodifieddate' },
  ),
  select: `SELECT i.id AS key, i.id, i.itemid, i.displayname, i.externalid, i.itemtype, i.upccode, i.isinactive, ${time('i.lastmodifieddate', 'lastmodifieddate')} FROM item i`,
  changed: { field: 'lastmodifieddate', column: 'i.lastmodifieddate' },
  idColumn: 'i.id',
  where: itemWhere,
}

const stockWhere = { location: 'l.location', itemid: 'i.itemid', itemtype: 'i.itemtype' }

/** Item and location in one number: SuiteQL pages by a key that is one. Internal ids of locations are far below the factor. */
const stockKey = 'l.item * 1000000 + l.location'

const itemAvailability: Resource = {
  description: described(
    'Stock by item and location; a record for each pair.',
    textSchema([
      'id',
      'item',
      'itemid',
      'itemexternalid',
      'upccode',
      'itemtype',
      'location',
      'quantityavailable',
      'quantityonhand',
      'quantitycommitted',
      'quantitybackordered',
      'lastquantityavailablechange',
    ]),
    { where: Object.keys(stockWhere), field: 'lastquantityavailablechange' },
  ),
  select: `SELECT ${stockKey} AS key, ${stockKey} AS id, l.item, i.itemid, i.externalid AS itemexternalid, i.upccode, i.itemtype, l.location, l.quantityavailable, l.quantityonhand, l.quantitycommitted, l.quantitybackordered, ${time('l.lastquantityavailablechange', 'lastquantityavailablechange')} FROM inventoryitemlocations l JOIN item i ON i.id = l.item`,
  changed: { field: 'lastquantityavailablechange', column: 'l.lastquantityavailablechange' },
  idColumn: stockKey,
  where: stockWhere,
}

const transactionWhere = {
  status: 't.status',
  externalid: 't.externalid',
  otherrefnum: 't.otherrefnum',
  entity: 't.entity',
}
const transactions = (summary: string, kind: TransactionKind): Resource => ({
  description: described(summary, transactionSchema(kind), {
    where: Object.keys(transactionWhere),
    field: 'lastmodifieddate',
  }),
  select: selectTransactions(kind),
  changed: { field: 'lastmodifieddate', column: 't.lastmodifieddate' },
  idColumn: 't.id',
  where: transactionWhere,
  always: [['t.type', kind.type]],
  addDetails: (rows, client, context) => detailsOf(rows, kind.type, client, context),
})

/** What flows can export, by name. */
export const netsuiteResources: Readonly<Record<string, Resource>> = {
  items,
  itemAvailability,
  salesOrders: transactions('Sales orders with their lines.', salesOrder),
  itemFulfillments: transactions(
    'Shipments with their lines, ship method, tracking numbers and order.',
    itemFulfillment,
  ),
  invoices: transactions('Invoices with their lines and order.', { type: 'CustInvc' }),
  creditMemos: transactions('Credit memos with their lines and what they were made from.', {
    type: 'CustCred',
  }),
  returnAuthorizations: transactions(
    'Return authorizations with their lines, what is received of each, and what they were made from.',
    { type: 'RtnAuth' },
  ),
}

/** Pages of a resource; the next is read when it is pulled. */
export async function* exportPages(
  { client, timeZone }: ExportScope,
  request: ExportRequest,
  context: CallContext,
): AsyncGenerator<ExportPage> {
  const resource = netsuiteResources[request.resource]
  if (resource === undefined)
    throw new ApiError({ kind: 'invalid', message: `NetSuite has no resource "${request.resource}"` })
  const { maxPageSize, idField } = resource.description
  const pageSize = Math.min(request.pageSize ?? maxPageSize, maxPageSize)
  const zone = zoneFor(request, timeZone)
  const { text, parameters } = toQuery(resource, request, zone)
  const rows = readRows(client, text, { ...context, parameters, key: 'key', pageSize })
  for await (const page of inPages(rows, pageSize)) {
    const shown = page.map(row => toShown(row, resource.changed.field, zone))
    const records = (await resource.addDetails?.(shown, client, context)) ?? shown
    yield { records: records.filter(record => record[idField] !== undefined) }
  }
}

/** Without its zone a time says nothing: guessing would skip what changed in the hours between. */
const zoneFor = ({ window }: ExportRequest, timeZone: string | undefined): string => {
  if (timeZone !== undefined) return timeZone
  if (window === undefined) return 'UTC'
  throw new ApiError({
    kind: 'invalid',
    message: 'The NetSuite connection does not say in which time zone SuiteQL shows times',
    hint: "Set timeZone on the connection to the integration user's preference (Home > Set Preferences), such as America/Los_Angeles.",
  })
}

interface BoundQuery {
  readonly text: string
  readonly parameters: readonly SuiteQlValue[]
}

const toQuery = (
  { select, changed, idColumn, where, always = [] }: Resource,
  request: ExportRequest,
  zone: string,
): BoundQuery => {
  const { window, ids } = request
  const conditions: (readonly [string, SuiteQlValue])[] = [
    ...always.map(([column, value]) => [`${column} = ?`, value] as const),
    ...Object.entries(where).flatMap(([name, column]) => {
      const values = textsOf(request.where[name])
      return values.length === 0 ? [] : [[`${column} IN (?)`, values] as const]
    }),
  ]
  if (ids !== undefined) conditions.push([`${idColumn} IN (?)`, wholeNumbers(ids)])
  else if (window !== undefined) {
    const moment = "TO_TIMESTAMP(?, 'YYYY-MM-DD HH24:MI:SS')"
    if (window.fromMs !== undefined)
      conditions.push([`${changed.column} >= ${moment}`, toLocalText(window.fromMs, zone)])
    conditions.push([`${changed.column} < ${moment}`, toLocalText(window.untilMs, zone)])
  }
  const text = conditions.map(([condition]) => condition).join(' AND ')
  return {
    text: text === '' ? select : `${select} WHERE ${text}`,
    parameters: conditions.map(([, value]) => value),
  }
}

const textsOf = (value: unknown): readonly string[] => {
  if (value === undefined || value === null) return []
  return Array.isArray(value) ? value.map(String) : [String(value)]
}

/** Anything else is no internal id, so nothing has it; nothing has 0 either. */
const wholeNumbers = (ids: readonly string[]): readonly bigint[] => [
  0n,
  ...ids.filter(id => /^-?\d+$/.test(id)).map(BigInt),
]

const toShown = ({ key: _, ...row }: TextRow, field: string, zone: string): TextRow => {
  const local = row[field]
  return local === undefined ? row : { ...row, [field]: toInstant(local, zone) }
}

async function* inPages<Item>(items: AsyncIterable<Item>, size: number): AsyncGenerator<readonly Item[]> {
  let page: Item[] = []
  for await (const item of items) {
    page.push(item)
    if (page.length < size) continue
    yield page
    page = []
  }
  if (page.length > 0) yield page
}
