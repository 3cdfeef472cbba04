import { isJsonObject } from '../../json.js'
import { displayName } from '../records/display-name.js'
import { linesOf } from '../records/lines.js'
import type { StoredRecord } from '../records/record-store.js'
import { referencedId } from '../records/references.js'
import { addressCells } from './address-rows.js'
import { type DraftRow, idCell, type RowGround, type Rows } from './table-rows.js'

/** Type codes of entities in SuiteQL. */
export const entityTypes: Readonly<Record<string, string>> = {
  customer: 'CustJob',
  vendor: 'Vendor',
  employee: 'Employee',
  contact: 'Contact',
  partner: 'Partner',
  job: 'Job',
}

export const entityRows = (record: StoredRecord, cells: () => DraftRow, { timeZone }: RowGround): Rows => {
  const { type, fields } = record
  const id = idCell(record.id)
  const known = (): DraftRow => {
    const row = cells()
    row['altname'] ??= displayName(record)
    row['isinactive'] = fields['isInactive'] === true ? 'T' : 'F'
    return row
  }
  const book = (linesOf(fields['addressBook']) ?? []).map((entry, index) => {
    const address = entry['addressBookAddress']
    return {
      key: Number(record.id) * 1000 + index + 1,
      entry,
      address: address !== undefined && isJsonObject(address) ? address : {},
    }
  })
  return {
    entity: () => [{ ...known(), type: entityTypes[type.name] ?? type.name }],
    [type.name.toLowerCase()]: () => [{ ...known(), isperson: fields['isPerson'] === true ? 'T' : 'F' }],
    customersubsidiaryrelationship: () =>
      type.name === 'customer' && fields['subsidiary'] !== undefined
        ? [{ id, entity: id, subsidiary: idCell(referencedId(fields['subsidiary'])), isprimarysub: 'T' }]
        : [],
    customeraddressbook: () =>
      book.map(({ key, entry }) => ({
        internalid: key,
        entity: id,
        addressbookaddress: key,
        label: typeof entry['label'] === 'string' ? entry['label'] : null,
        defaultbilling: entry['defaultBilling'] === true ? 'T' : 'F',
        defaultshipping: entry['defaultShipping'] === true ? 'T' : 'F',
      })),
    customeraddressbookentityaddress: () =>
      book.map(({ key, address }) => addressCells(key, address, timeZone)),
  }
}
