import { type RecordType, recordTypesOf } from '../records/record-types.js'
import { entityTypes } from './entity-rows.js'

/** Tables with rows of records of several types, and the condition under which somebody sees a row of them. */
interface Narrowing {
  readonly group: 'transaction' | 'entity'
  condition(types: readonly RecordType[]): string
}

const listed = (texts: readonly string[]): string => texts.map(text => `'${text}'`).join(',')

const ofTransactions = (...columns: readonly string[]): Narrowing => ({
  group: 'transaction',
  condition: types => {
    const seen = `(SELECT id FROM main."transaction" WHERE recordtype IN (${listed(types.map(({ name }) => name.toLowerCase()))}))`
    return columns.map(column => `"${column}" IN ${seen}`).join(' AND ')
  },
})

const narrowings: Readonly<Record<string, Narrowing>> = {
  transaction: ofTransactions('id'),
  transactionline: ofTransactions('transaction'),
  transactionaccountingline: ofTransactions('transaction'),
  previoustransactionlinelink: ofTransactions('previousdoc', 'nextdoc'),
  nexttransactionlinelink: ofTransactions('previousdoc', 'nextdoc'),
  trackingnumbermap: ofTransactions('transaction'),
  transactionshippingaddress: ofTransactions('recordowner'),
  transactionbillingaddress: ofTransactions('recordowner'),
  entity: {
    group: 'entity',
    condition: types => `type IN (${listed(types.map(({ name }) => entityTypes[name] ?? name))})`,
  },
}

export interface NarrowedQuery {
  readonly sql: string
  /** Tables that have to be filled for it. */
  readonly tables: ReadonlySet<string>
  /** A table of which nothing may be seen. */
  readonly hidden: string | undefined
}

/** A query that sees only rows of records of types that somebody may see; of everything, it is the query itself. */
export const narrowRows = (
  sql: string,
  tables: ReadonlySet<string>,
  maySee: (type: RecordType) => boolean,
): NarrowedQuery => {
  const needed = new Set(tables)
  const views: string[] = []
  for (const table of tables) {
    const narrowing = narrowings[table]
    if (narrowing === undefined) continue
    const all = recordTypesOf(narrowing.group)
    const seen = all.filter(maySee)
    if (seen.length === all.length) continue
    if (seen.length === 0) return { sql, tables, hidden: table }
    if (narrowing.group === 'transaction') needed.add('transaction')
    views.push(`"${table}" AS (SELECT * FROM main."${table}" WHERE ${narrowing.condition(seen)})`)
  }
  if (views.length === 0) return { sql, tables, hidden: undefined }
  const own = /^WITH\b/i.test(sql) ? sql.replace(/^WITH/i, ',') : ` ${sql}`
  return { sql: `WITH ${views.join(', ')}${own}`, tables: needed, hidden: undefined }
}
