import type { JsonObject } from '../../json.js'
import type { RecordStore } from '../records/record-store.js'
import { recordType } from '../records/record-types.js'
import { referencedId } from '../records/references.js'

const itemType = recordType('inventoryItem')
const locationType = recordType('location')

/** Where goods are of an account without locations. */
export const nowhere = '0'

/**
 * The location of a line: its own, the transaction's, the item's preferred one, else the account's first, as an account with one
 * warehouse has it.
 */
export const stockLocation = (line: JsonObject, body: JsonObject, store: RecordStore): string => {
  const item = store.find(itemType, referencedId(line['item']) ?? '')
  return (
    referencedId(line['inventorylocation']) ??
    referencedId(line['location']) ??
    referencedId(body['location']) ??
    referencedId(item?.fields['preferredLocation']) ??
    store.first(locationType)?.id ??
    nowhere
  )
}
