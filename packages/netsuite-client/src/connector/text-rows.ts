import type { JsonSchema } from '@tiktok-ns/flow-engine'
import { z } from 'zod'
import type { NetSuiteClient } from '../netsuite-client.js'
import type { SuiteQlOptions } from '../suiteql/run-suiteql.js'

/** A row as SuiteQL gives it: every value is text, and columns that are null are left out. */
export type TextRow = Readonly<Record<string, string>>

const row = z.record(z.string(), z.union([z.string(), z.number()]).transform(String))

export const readRows = (
  client: NetSuiteClient,
  query: string,
  options: Omit<SuiteQlOptions<typeof row>, 'row'>,
): AsyncGenerator<TextRow> => client.suiteQl.query(query, { ...options, row })

export const textSchema = (columns: readonly string[]): JsonSchema => ({
  type: 'object',
  properties: Object.fromEntries(columns.map(name => [name, { type: 'string' }])),
})
