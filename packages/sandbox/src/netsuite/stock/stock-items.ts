import type { JsonObject } from '../../json.js'
import { linesOf } from '../records/lines.js'
import type { RecordStore, StoredRecord } from '../records/record-store.js'
import { recordType } from '../records/record-types.js'
import { referencedId } from '../records/references.js'

const itemType = recordType('inventoryItem')

const stocked = new Set([
  'inventoryItem',
  'lotNumberedInventoryItem',
  'serializedInventoryItem',
  'assemblyItem',
  'lotNumberedAssemblyItem',
  'serializedAssemblyItem',
])

/** Whether an item lies on a shelf; a kit does not, its members do. */
export const keepsStock = (item: StoredRecord | undefined): boolean =>
  item !== undefined && stocked.has(item.type.name)

/** Whether each piece or lot of an item is known by its number. */
export const isNumbered = (item: StoredRecord): boolean => /^(lotNumbered|serialized)/.test(item.type.name)

/** What a kit is made of: item ids with the quantity in one kit. */
export const kitMembers = ({
  fields,
}: StoredRecord): readonly { readonly item: string; readonly quantity: number }[] =>
  (linesOf(fields['member']) ?? []).flatMap((member: JsonObject) => {
    const item = referencedId(member['item'])
    return item === undefined ? [] : [{ item, quantity: Number(member['quantity'] ?? 1) }]
  })

/** The stocked items behind an item, with quantities: itself, or a kit's members, kits among them taken apart too. */
export const stockedParts = (
  id: string,
  quantity: number,
  store: RecordStore,
): readonly { readonly item: string; readonly quantity: number }[] => {
  const record = store.find(itemType, id)
  if (record === undefined) return []
  if (record.type.name === 'kitItem')
    return kitMembers(record).flatMap(member => stockedParts(member.item, quantity * member.quantity, store))
  return keepsStock(record) ? [{ item: id, quantity }] : []
}
