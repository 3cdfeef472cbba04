import type { JsonObject } from '../../json.js'
import { linesOf } from '../records/lines.js'
import type { RecordStore, StoredRecord } from '../records/record-store.js'
import { recordType } from '../records/record-types.js'
import { referencedId } from '../records/references.js'
import { centsOf, numberOf } from './amounts.js'

/** Lines of a journal that stand among open documents: debits or credits of receivable or payable accounts. */
export interface JournalSide {
  readonly accountType: 'AcctRec' | 'AcctPay'
  readonly side: 'debit' | 'credit'
}

const accountType = recordType('account')

/** The lines of a journal on that side that are about an entity; `line` narrows them to one. */
export const journalLines = (
  { fields }: StoredRecord,
  entity: string | undefined,
  { accountType: kind, side }: JournalSide,
  store: RecordStore,
  line?: number,
): readonly JsonObject[] =>
  (linesOf(fields['line']) ?? []).filter((own, index) => {
    const account = store.get(accountType, referencedId(own['account']) ?? '')
    return (
      referencedId(account?.fields['acctType']) === kind &&
      entity !== undefined &&
      referencedId(own['entity']) === entity &&
      centsOf(own[side]) > 0 &&
      (line === undefined || numberOf(own['line'] ?? index + 1) === line)
    )
  })
