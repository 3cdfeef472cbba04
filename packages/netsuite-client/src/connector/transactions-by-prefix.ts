import type { CallContext, LookupAnswer, LookupRequest } from '@tiktok-ns/flow-engine'
import type { NetSuiteClient } from '../netsuite-client.js'
import { type Lookup, withBlanks } from './find-by-column.js'
import { readRows, type TextRow, textSchema } from './text-rows.js'

const columns = ['id', 'externalid', 'recordtype', 'tranid', 'trandate', 'status', 'memo']

/** Prefixes in one query; each is a condition of its own. */
const maxPrefixes = 50

/** Case does not count in external ids. */
async function findByPrefix(
  client: NetSuiteClient,
  { keys }: LookupRequest,
  { signal, priority }: CallContext,
): Promise<readonly LookupAnswer[]> {
  const rows: TextRow[] = []
  const wanted = [...new Set(keys.filter(key => key !== ''))]
  for (let start = 0; start < wanted.length; start += maxPrefixes) {
    const some = wanted.slice(start, start + maxPrefixes)
    const conditions = some.map(() => 'LOWER(externalid) LIKE ?').join(' OR ')
    const query = `SELECT id, externalid, recordtype, tranid, TO_CHAR(trandate, 'YYYY-MM-DD') AS trandate, status, memo FROM transaction WHERE ${conditions} ORDER BY id`
    const parameters = some.map(key => `${key.toLowerCase()}%`)
    for await (const row of readRows(client, query, { parameters, signal, priority })) rows.push(row)
  }
  // "_" stands for any character in a pattern, and one row may be found by several prefixes.
  const startsWith = (row: TextRow, key: string): boolean =>
    (row['externalid'] ?? '').toLowerCase().startsWith(key.toLowerCase())
  return keys.map(key => ({
    key,
    matches: key === '' ? [] : rows.filter(row => startsWith(row, key)).map(row => withBlanks(row, columns)),
  }))
}

export const transactionsByExternalIdPrefix: Lookup = {
  summary:
    'Transactions whose external id begins with the key: what a flow has written in parts. Several in one call.',
  match: textSchema(columns),
  find: findByPrefix,
}
