import type { JsonObject } from '../../../json.js'
import { linesOf } from '../../records/lines.js'
import type { StoredRecord } from '../../records/record-store.js'
import { recordType } from '../../records/record-types.js'
import { referencedId } from '../../records/references.js'
import { entityIdOf } from '../../transactions/default-transaction.js'
import { journalLines } from '../../transactions/journal-lines.js'
import { conversionOf, currencyOf, toBase } from '../currencies.js'
import { dimensionsOf } from '../dimensions.js'
import { toMinor } from '../money.js'
import type { Draft, Ground } from '../posting.js'
import { payableAccount, receivableAccount } from './usual-accounts.js'

const transactionType = recordType('salesOrder')

/** Rows of a sublist that pick other transactions, those not ticked left out. */
export const pickedRows = (fields: JsonObject, sublist: string): readonly JsonObject[] =>
  (linesOf(fields[sublist]) ?? []).filter(row => row['apply'] !== false && row['deposit'] !== false)

const openAccount = (record: StoredRecord, ground: Ground): string =>
  record.type.name.startsWith('vendor') ? payableAccount(record, ground) : receivableAccount(record, ground)

/** The account of the journal's line that a row picks: the first that is about whom the transaction is with. */
const journalAccount = (
  journal: StoredRecord,
  row: JsonObject,
  record: StoredRecord,
  ground: Ground,
): string => {
  const accountType = record.type.name.startsWith('vendor') ? 'AcctPay' : 'AcctRec'
  const line = typeof row['line'] === 'number' ? row['line'] : undefined
  const entity = entityIdOf(record.fields)
  const [own] = (['debit', 'credit'] as const).flatMap(side =>
    journalLines(journal, entity, { accountType, side }, ground.store, line),
  )
  return referencedId(own?.['account']) ?? openAccount(record, ground)
}

/**
 * Open amounts that a transaction changes: one posting for each transaction it is applied to, at the exchange rate that one was
 * booked at, and one for what is left of `total`, on the transaction itself.
 *
 * @param sign 1 where the amounts are debits, -1 where they are credits
 */
export const applications = (
  record: StoredRecord,
  ground: Ground,
  sublist: string,
  sign: 1 | -1,
  total?: number,
): readonly Draft[] => {
  const { exponent } = currencyOf(record.fields['currency'], ground.store)
  const about = dimensionsOf(record.fields)
  let left = total ?? 0
  const drafts = pickedRows(record.fields, sublist).map((row): Draft => {
    const document = ground.store.find(transactionType, referencedId(row['doc']) ?? '')
    const foreign = sign * toMinor(row['amount'], exponent)
    left -= sign * foreign
    if (document === undefined) return { ...about, account: openAccount(record, ground), foreign }
    return {
      ...about,
      account:
        document.type.name === 'journalEntry'
          ? journalAccount(document, row, record, ground)
          : openAccount(document, ground),
      foreign,
      amount: toBase(foreign, conversionOf(document, ground.store)),
      document: document.id,
    }
  })
  if (total === undefined || left === 0) return drafts
  return [...drafts, { ...about, account: openAccount(record, ground), foreign: sign * left }]
}
