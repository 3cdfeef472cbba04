import { transactionKinds } from '../transactions/transaction-kinds.js'
import type { StoredRecord } from './record-store.js'

const nameFields = [
  'entityId',
  'itemId',
  'name',
  'acctName',
  'companyName',
  'displayName',
  'periodName',
  'code',
]

/** How a record is called in references to it: `Sales Order #SO1043`, `Jane Doe`, `Main Warehouse`. */
export const displayName = ({ type, id, fields }: StoredRecord): string => {
  if (type.group === 'transaction')
    return `${transactionKinds[type.name]?.title ?? type.name} #${String(fields['tranId'] ?? id)}`
  if (type.group === 'entity' && fields['isPerson'] === true) {
    const full = [fields['firstName'], fields['lastName']].filter(part => typeof part === 'string').join(' ')
    if (full !== '') return full
  }
  for (const name of nameFields) {
    const value = fields[name]
    if (typeof value === 'string' && value !== '') return value
  }
  return id
}
