import type { Json, JsonObject } from '../../json.js'
import type { Account } from '../account.js'
import { problems } from '../problem.js'
import { checkTransaction } from '../transactions/check-transaction.js'
import { mandatoryFields, needsSubsidiary } from './mandatory-fields.js'
import { type StoredRecord, uniqueNames } from './record-store.js'
import { type RecordType, recordType } from './record-types.js'

const subsidiaryType = recordType('subsidiary')

/** Characters that fit; longer texts are refused. */
const maxLengths: Readonly<Record<string, number>> = { memo: 999, otherRefNum: 45, externalId: 255 }

/** @throws Problem when something mandatory is missing, taken, too long or does not fit together. */
export const checkRecord = (
  record: StoredRecord,
  before: StoredRecord | undefined,
  account: Account,
): void => {
  const { type, fields } = record
  const missing = (mandatoryFields[type.name] ?? []).filter(mandatory => !mandatory.isThere(fields))
  const labels = missing.map(({ label }) => label)
  if (
    needsSubsidiary.has(type.name) &&
    fields['subsidiary'] === undefined &&
    account.store.holdsAny(subsidiaryType)
  )
    labels.push(type.name === 'customer' ? 'Primary Subsidiary' : 'Subsidiary')
  if (labels.length > 0) throw problems.missingFields(labels)
  for (const [name, length] of Object.entries(maxLengths)) checkLength(fields[name], name, length)
  checkTaken(record, before, account)
  if (type.group === 'transaction') checkTransaction(record, before, account)
}

const checkLength = (value: Json | undefined, name: string, length: number): void => {
  if (typeof value === 'string' && value.length > length)
    throw problems.userError(
      `The field ${name} contained more than the maximum number ( ${length} ) of characters allowed.`,
    )
}

const checkTaken = (
  { id, type, fields }: StoredRecord,
  before: StoredRecord | undefined,
  account: Account,
): void => {
  const externalId = fields['externalId']
  const other = typeof externalId === 'string' ? account.store.getByExternalId(type, externalId) : undefined
  if (other !== undefined && other.id !== id) throw duplicate(type)
  const name = uniqueNames[type.group]
  const mayRepeat = type.group === 'entity' && account.settings.preferences.duplicateNames
  if (name === undefined || mayRepeat || sameName(before, fields, name)) return
  if (account.store.isNameTaken(type, String(fields[name]), id)) throw duplicate(type)
}

const sameName = (before: StoredRecord | undefined, fields: JsonObject, name: string): boolean =>
  fields[name] === undefined || before?.fields[name] === fields[name]

const duplicate = ({ group }: RecordType) =>
  group === 'entity' ? problems.duplicateEntity() : problems.duplicateRecord()
