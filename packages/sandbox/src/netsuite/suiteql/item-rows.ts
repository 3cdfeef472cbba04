import type { JsonObject } from '../../json.js'
import { linesOf } from '../records/lines.js'
import type { StoredRecord } from '../records/record-store.js'
import { referencedId } from '../records/references.js'
import { idCell, type Row, type Rows } from './table-rows.js'

/** Type codes of SuiteQL, which are not the names of the record service. */
const itemTypes: Readonly<Record<string, string>> = {
  inventoryItem: 'InvtPart',
  lotNumberedInventoryItem: 'InvtPart',
  serializedInventoryItem: 'InvtPart',
  kitItem: 'Kit',
  assemblyItem: 'Assembly',
  nonInventorySaleItem: 'NonInvtPart',
  nonInventoryResaleItem: 'NonInvtPart',
  nonInventoryPurchaseItem: 'NonInvtPart',
  serviceSaleItem: 'Service',
  otherChargeSaleItem: 'OthCharge',
  discountItem: 'Discount',
  itemGroup: 'Group',
}

const basePrice = '1'

export const itemTypeOf = ({ type }: StoredRecord): string | null => itemTypes[type.name] ?? null

export const itemRows = (item: StoredRecord, cells: Row): Rows => {
  const { fields, type } = item
  const id = idCell(item.id)
  return {
    item: [
      {
        ...cells,
        itemtype: itemTypeOf(item),
        fullname: cells['itemid'],
        description: cells['salesdescription'] ?? cells['description'],
        isinactive: fields['isInactive'] === true ? 'T' : 'F',
        subtype: /Sale/.test(type.name)
          ? 'Sale'
          : /Purchase/.test(type.name)
            ? 'Purchase'
            : /Resale/.test(type.name)
              ? 'Resale'
              : null,
      },
    ],
    kititemmember:
      type.name !== 'kitItem'
        ? []
        : (linesOf(fields['member']) ?? []).map((member, index) => ({
            parentitem: id,
            item: idCell(referencedId(member['item'])),
            quantity: Number(member['quantity'] ?? 1),
            linenumber: Number(member['lineNumber'] ?? index + 1),
          })),
    ...priceRows(fields, id),
  }
}

const priceRows = (fields: JsonObject, item: Row[string]): Rows => {
  const listed = linesOf(fields['price']) ?? []
  const rows: readonly JsonObject[] =
    listed.length === 0 && typeof fields['basePrice'] === 'number'
      ? [{ price: fields['basePrice'], priceLevel: { id: basePrice }, priceLevelName: 'Base Price' }]
      : listed
  const prices = rows.map(row => ({
    item,
    pricelevel: idCell(referencedId(row['priceLevel']) ?? basePrice),
    currency: idCell(referencedId(row['currencyPage']) ?? '1'),
    price: typeof row['price'] === 'number' ? row['price'] : null,
    pricelevelname: typeof row['priceLevelName'] === 'string' ? row['priceLevelName'] : null,
  }))
  return {
    itemprice: prices,
    pricing: prices.map(({ price, ...row }) => ({ ...row, quantity: 0, unitprice: price })),
  }
}
