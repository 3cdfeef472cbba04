import type { CallContext, JsonObject, JsonSchema, LookupAnswer, LookupRequest } from '@tiktok-ns/flow-engine'
import type { NetSuiteClient } from '../netsuite-client.js'
import type { SuiteQlValue } from '../suiteql/bind-parameters.js'
import { readRows, type TextRow } from './text-rows.js'

/** One lookup: what it says of itself, and how it answers the keys of a page. */
export interface Lookup {
  readonly summary: string
  readonly match: JsonSchema
  find(client: NetSuiteClient, request: LookupRequest, context: CallContext): Promise<readonly LookupAnswer[]>
}

/** SuiteQL takes at most this many values in one IN. */
const maxKeys = 1_000

export const inPieces = (keys: readonly string[]): readonly (readonly string[])[] =>
  Array.from({ length: Math.ceil(keys.length / maxKeys) }, (_, index) =>
    keys.slice(index * maxKeys, (index + 1) * maxKeys),
  )

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
export const findByColumn = async (
  client: NetSuiteClient,
  keys: readonly string[],
  { query, key: keyColumn, columns, fold = same, values = [] }: ByColumn,
  { signal, priority, caller }: CallContext,
): Promise<readonly LookupAnswer[]> => {
  const matches = new Map<string, JsonObject[]>()
  const wanted = [...new Set(keys.filter(key => key !== '').map(fold))]
  for (const piece of inPieces(wanted)) {
    const parameters = [piece, ...values]
    for await (const row of readRows(client, query, { parameters, signal, priority, caller })) {
      const key = fold(row[keyColumn] ?? '')
      matches.set(key, [...(matches.get(key) ?? []), withBlanks(row, columns)])
    }
  }
  return keys.map(key => ({ key, matches: matches.get(fold(key)) ?? [] }))
}

const same = (key: string): string => key

/** Columns that are null are left out of rows; a match has them, blank. */
export const withBlanks = (row: TextRow, columns: readonly string[]): TextRow => ({
  ...Object.fromEntries(columns.map(name => [name, ''])),
  ...row,
})
