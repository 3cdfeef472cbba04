import { isJsonObject, type Json, type JsonObject } from '../../json.js'
import { linesOf } from './lines.js'
import type { StoredRecord } from './record-store.js'

/** The id a reference or an enumeration names: `{id}`, or the bare id. */
export const referencedId = (reference: Json | undefined): string | undefined => {
  const id = reference !== undefined && isJsonObject(reference) ? reference['id'] : reference
  return typeof id === 'string' || typeof id === 'number' ? String(id) : undefined
}

/** Sublists whose rows pick other transactions, and the field of a row that names them. */
const pickingSublists: Readonly<Record<string, string>> = {
  apply: 'doc',
  credit: 'doc',
  deposit: 'doc',
  payment: 'id',
}

const pickedIds = (fields: JsonObject): readonly (string | undefined)[] =>
  Object.entries(pickingSublists).flatMap(([sublist, key]) =>
    (linesOf(fields[sublist]) ?? [])
      .filter(line => line['apply'] !== false && line['deposit'] !== false)
      .map(line => referencedId(line[key])),
  )

/** The transaction that another was made from. A vendor's bill names its order on its lines alone. */
export const madeFrom = (fields: JsonObject): string | undefined =>
  referencedId(fields['createdFrom']) ?? referencedId(linesOf(fields['item'])?.[0]?.['orderDoc'])

/** Ids of the transactions that a transaction names: what it was made from and what it is applied to. */
export const namedTransactions = ({ type, fields }: StoredRecord): ReadonlySet<string> => {
  if (type.group !== 'transaction') return new Set()
  const named = [
    madeFrom(fields),
    referencedId(fields['salesOrder']),
    type.name === 'depositApplication' ? referencedId(fields['deposit']) : undefined,
    ...pickedIds(fields),
  ]
  return new Set(named.filter(id => id !== undefined))
}
