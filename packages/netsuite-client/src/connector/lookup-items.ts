import type { CallContext, LookupAnswer } from '@tiktok-ns/flow-engine'
import { z } from 'zod'
import type { NetSuiteClient } from '../netsuite-client.js'

const itemRow = z.object({
  id: z.coerce.string(),
  itemid: z.string(),
  itemtype: z.string().optional(),
  displayname: z.string().optional(),
  subsidiary: z.string().optional(),
})

/** SuiteQL takes at most this many values in one IN. */
const maxKeys = 1_000

/** Active items whose item id is one of these SKUs, by one query for up to 1,000 of them. Case counts, as it does in SuiteQL. */
export const lookupItemsBySku = async (
  client: NetSuiteClient,
  skus: readonly string[],
  { signal, priority }: CallContext,
): Promise<readonly LookupAnswer[]> => {
  const matches = new Map<string, z.infer<typeof itemRow>[]>(skus.map(sku => [sku, []]))
  const wanted = skus.filter(sku => sku !== '')
  for (let start = 0; start < wanted.length; start += maxKeys) {
    const rows = client.suiteQl.query(
      "SELECT id, itemid, itemtype, displayname, subsidiary FROM item WHERE isinactive = 'F' AND itemid IN (?) ORDER BY id",
      { parameters: [wanted.slice(start, start + maxKeys)], row: itemRow, signal, priority },
    )
    for await (const row of rows) matches.get(row.itemid)?.push(row)
  }
  return skus.map(key => ({ key, matches: (matches.get(key) ?? []).map(toMatch) }))
}

const toMatch = ({
  id,
  itemid,
  itemtype = '',
  displayname = '',
  subsidiary = '',
}: z.infer<typeof itemRow>) => ({
  id,
  itemid,
  itemtype,
  displayname,
  subsidiary,
})
