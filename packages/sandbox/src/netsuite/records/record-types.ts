import { recordFields } from '../generated/record-fields.js'

/** Record types share external ids within their group: all transactions one space, all entities one, all items one. */
export type RecordGroup = 'transaction' | 'entity' | 'item' | 'other'

export interface RecordType {
  /** As the REST API Browser writes it. */
  readonly name: string
  readonly group: RecordGroup
}

const groups: Readonly<Record<Exclude<RecordGroup, 'other'>, string>> = {
  transaction:
    'cashRefund cashSale creditMemo customerDeposit customerPayment customerRefund deposit depositApplication inventoryAdjustment inventoryTransfer invoice itemFulfillment itemReceipt journalEntry purchaseOrder returnAuthorization salesOrder transferOrder vendorBill vendorPayment',
  entity: 'contact customer employee job partner vendor',
  item: 'assemblyItem discountItem giftCertificateItem inventoryItem itemGroup kitItem lotNumberedInventoryItem nonInventoryPurchaseItem nonInventoryResaleItem nonInventorySaleItem otherChargeSaleItem serializedInventoryItem serviceSaleItem shipItem',
}

const others =
  'account accountingPeriod classification currency department location paymentMethod priceLevel promotionCode salesTaxItem subsidiary term'

const byName = new Map<string, RecordType>()
for (const name of [...others.split(' '), ...Object.keys(recordFields)])
  byName.set(name.toLowerCase(), { name, group: 'other' })
for (const group of ['transaction', 'entity', 'item'] as const) {
  for (const name of groups[group].split(' ')) byName.set(name.toLowerCase(), { name, group })
}

/** A record type by its name in a path; the case of letters does not count. Undefined for types there are not. */
export const findRecordType = (name: string): RecordType | undefined => byName.get(name.toLowerCase())

export const recordTypesOf = (group: RecordGroup): readonly RecordType[] =>
  [...byName.values()].filter(type => type.group === group)
