import type { JsonObject } from '../../json.js'
import { linesOf } from './lines.js'
import type { StoredRecord } from './record-store.js'

/** The fields of the entry that takes a journal back on its reversal date; undefined for what is not to be reversed. */
export const reversingEntry = ({ type, fields }: StoredRecord): JsonObject | undefined => {
  const { reversalDate, externalId: _id, tranId: _number, postingPeriod: _period, ...kept } = fields
  if (type.name !== 'journalEntry' || typeof reversalDate !== 'string' || fields['isReversal'] === true)
    return undefined
  const lines = (linesOf(fields['line']) ?? []).map(turned)
  return { ...kept, tranDate: reversalDate, isReversal: true, line: { items: lines } }
}

const turned = ({ debit, credit, ...line }: JsonObject): JsonObject => ({
  ...line,
  ...(credit === undefined ? {} : { debit: credit }),
  ...(debit === undefined ? {} : { credit: debit }),
})
