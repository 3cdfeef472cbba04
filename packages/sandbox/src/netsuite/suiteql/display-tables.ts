import { displayName } from '../records/display-name.js'
import type { StoredRecord } from '../records/record-store.js'
import { transactionKinds } from '../transactions/transaction-kinds.js'
import type { Row } from './table-rows.js'
import { typeCodes } from './type-codes.js'

const prefix = '_display_'

/** Names of types and of status letters, by kind and code. */
export const wordsTable = `${prefix}words`

/** The table of what records of a kind are called: a group of types, or one type outside the groups. */
export const displayTableOf = (kind: string): string => `${prefix}${kind}`

export const isDisplayTable = (name: string): boolean => name.startsWith(prefix)

/** Tables of names that a query in SQLite's words reads. */
export const displayTablesIn = (sql: string): readonly string[] => sql.match(/\b_display_\w+/g) ?? []

export const showsRecord = ({ type }: StoredRecord, table: string): boolean =>
  table === displayTableOf(type.group === 'other' ? type.name : type.group)

export const rowsOfDisplay = (record: StoredRecord, table: string): readonly Row[] =>
  showsRecord(record, table) ? [{ id: record.id, name: displayName(record) }] : []

/** What is called something in every account. */
export const rowsOfWords = (table: string): readonly Row[] =>
  table !== wordsTable
    ? []
    : Object.entries(transactionKinds).flatMap(([type, { title, statuses }]) => [
        { kind: 'type', id: typeCodes[type] ?? type, name: title },
        ...Object.entries(statuses).map(([letter, name]) => ({
          kind: type.toLowerCase(),
          id: letter,
          name: `${title} : ${name}`,
        })),
      ])
