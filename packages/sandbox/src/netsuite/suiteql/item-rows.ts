import type { JsonObject } from '../../json.js'
import { linesOf } from '../records/lines.js'
import type { StoredRecord } from '../records/record-store.js'
import { referencedId } from '../records/references.js'
import { type DraftRow, idCell, once, type Row, type Rows } from './table-rows.js'

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

export const itemRows = (item: StoredRecord, cells: () => DraftRow): Rows => {
  const { fields, type } = item
  const id = idCell(item.id)
  const prices = once(() => priceRows(fields, id))
  return {
    item: () => [itemRow(item, cells())],
    kititemmember: () =>
      type.name !== 'kitItem'
        ? []
        : (linesOf(fields['member']) ?? []).map((member, index) => ({
            parentitem: id,
            item: idCell(referencedId(member['item'])),
            quantity: Number(member['quantity'] ?? 1),
            linenumber: Number(member['lineNumber'] ?? index + 1),
          })),
    itemprice: prices,
    pricing: () => prices().map(({ price, ...row }) => ({ ...row, quantity: 0, unitprice: price })),
  }
}

const itemRow = (item: StoredRecord, cells: DraftRow): Row =>
  Object.assign(cells, {
    itemtype: itemTypeOf(item),
    fullname: cells['itemid'],
    description: cells['salesdescription'] ?? cells['description'],
    isinactive: item.fields['isInactive'] === true ? 'T' : 'F',
    subtype: /(Purchase|Resale|Sale)Item$/.exec(item.type.name)?.[1],
  })

const priceRows = (fields: JsonObject, item: Row[string]): readonly Row[] => {
  const listed = linesOf(fields['price']) ?? []
  const rows: readonly JsonObject[] =
    listed.length === 0 && typeof fields['basePrice'] === 'number'
      ? [{ price: fields['basePrice'], priceLevel: { id: basePrice }, priceLevelName: 'Base Price' }]
      : listed
  return rows.map(row => ({
    item,
    pricelevel: idCell(referencedId(row['priceLevel']) ?? basePrice),
    currency: idCell(referencedId(row['currencyPage']) ?? '1'),
    price: typeof row['price'] === 'number' ? row['price'] : null,
    pricelevelname: typeof row['priceLevelName'] === 'string' ? row['priceLevelName'] : null,
  }))
}
