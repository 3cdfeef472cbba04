import { isJsonObject, type JsonObject } from '../../json.js'
import { linesOf } from './lines.js'
import { type Fields, fieldsOfElement, fieldsOfRecord } from './record-schema.js'
import type { StoredRecord } from './record-store.js'
import { findRecordType, type RecordType } from './record-types.js'
import { referencedId } from './references.js'

const isOf = (target: string | undefined, type: RecordType): boolean => {
  const named = target === undefined ? undefined : findRecordType(target)
  if (named === undefined) return false
  return type.group === 'other' ? named.name === type.name : named.group === type.group
}

const holds = (fields: JsonObject, schemas: Fields | undefined, type: RecordType, id: string): boolean =>
  Object.entries(fields).some(([name, value]) => {
    const schema = schemas?.byName.get(name)
    switch (schema?.kind) {
      case 'reference':
        return isOf(schema.record, type) && referencedId(value) === id
      case 'references':
        return isOf(schema.record, type) && (linesOf(value) ?? []).some(item => referencedId(item) === id)
      case 'sublist':
        return (linesOf(value) ?? []).some(line => holds(line, fieldsOfElement(schema.element), type, id))
      case 'subrecord':
        return isJsonObject(value) && holds(value, fieldsOfElement(schema.element), type, id)
      default:
        return false
    }
  })

/** Whether a record refers to a record of this type, in its body or its lines. */
export const refersTo = (record: StoredRecord, type: RecordType, id: string): boolean =>
  holds(record.fields, fieldsOfRecord(record.type.name), type, id)
