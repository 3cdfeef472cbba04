import type { JsonObject } from '../../json.js'
import type { RecordType } from './record-types.js'

/** What NetSuite fills in when an entity or an item is made and the body leaves it out. */
export const defaultRecord = (type: RecordType, fields: JsonObject): JsonObject => {
  if (type.group === 'entity') return defaultEntity(type, fields)
  return type.group === 'item' ? { isInactive: false, ...fields } : fields
}

const defaultEntity = (type: RecordType, fields: JsonObject): JsonObject => {
  const hasPersonsName = fields['lastName'] !== undefined && fields['companyName'] === undefined
  const isPerson = fields['isPerson'] ?? hasPersonsName
  const name =
    isPerson === true
      ? [fields['firstName'], fields['middleName'], fields['lastName']]
          .filter(part => typeof part === 'string')
          .join(' ')
      : fields['companyName']
  return {
    ...(type.name === 'contact' ? {} : { isPerson }),
    isInactive: false,
    ...(typeof name === 'string' && name !== '' ? { entityId: name } : {}),
    ...fields,
  }
}
