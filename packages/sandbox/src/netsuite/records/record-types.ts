import { z } from 'zod'
import generated from '../generated/record-types.json' with { type: 'json' }

/** Record types share external ids within their group: all transactions one space, all entities one, all items one. */
export type RecordGroup = 'transaction' | 'entity' | 'item' | 'other'

export type Operation = 'list' | 'create' | 'get' | 'update' | 'upsert' | 'delete'

export interface RecordType {
  /** As the REST API Browser writes it. */
  readonly name: string
  readonly group: RecordGroup
  /** Operations that it does not have. */
  readonly lacks: readonly Operation[]
  /** Types that a record of it can be made into. */
  readonly transforms: readonly string[]
}

const groups: Readonly<Record<Exclude<RecordGroup, 'other'>, string>> = {
  transaction:
    'advIntercompanyJournalEntry assemblyBuild assemblyUnbuild binTransfer binWorksheet blanketPurchaseOrder cashRefund cashSale charge check creditCardCharge creditCardRefund creditMemo customerDeposit customerPayment customerPaymentAuthorization customerRefund deposit depositApplication estimate expenseReport fulfillmentRequest intercompanyJournalEntry intercompanyTransferOrder inventoryAdjustment inventoryCostRevaluation inventoryCount inventoryStatusChange inventoryTransfer invoice itemFulfillment itemReceipt journalEntry opportunity orderReservation paycheckJournal periodEndJournal purchaseContract purchaseOrder purchaseRequisition returnAuthorization revenueArrangement revenueCommitment revenueCommitmentReversal salesOrder statisticalJournalEntry storePickupFulfillment transferOrder vendorBill vendorCredit vendorPayment vendorReturnAuthorization workOrder workOrderClose workOrderCompletion workOrderIssue',
  entity: 'contact customer employee job otherName partner vendor',
  item: 'assemblyItem descriptionItem discountItem downloadItem giftCertificateItem inventoryItem itemGroup kitItem lotNumberedInventoryItem markupItem nonInventoryPurchaseItem nonInventoryResaleItem nonInventorySaleItem otherChargePurchaseItem otherChargeResaleItem otherChargeSaleItem paymentItem serializedInventoryItem servicePurchaseItem serviceResaleItem serviceSaleItem subtotalItem',
}

/** Item types that the list of the reference lacks and its text names. */
const namedInText = ['lotNumberedInventoryItem', 'serializedInventoryItem']

const groupOf = new Map<string, RecordGroup>(
  (['transaction', 'entity', 'item'] as const).flatMap(group =>
    groups[group].split(' ').map((name): [string, RecordGroup] => [name, group]),
  ),
)

const listed = z
  .record(
    z.string(),
    z.object({
      lacks: z.array(z.enum(['list', 'create', 'get', 'update', 'upsert', 'delete'])),
      transforms: z.array(z.string()),
    }),
  )
  .parse(generated)

const byName = new Map<string, RecordType>()
const add = (name: string, rest: Pick<RecordType, 'lacks' | 'transforms'>): void => {
  byName.set(name.toLowerCase(), { name, group: groupOf.get(name) ?? 'other', ...rest })
}
for (const [name, type] of Object.entries(listed)) add(name, type)
for (const name of namedInText) add(name, { lacks: [], transforms: [] })

/**
 * A record type by its name in a path; the case of letters does not count. Undefined for types there are not.
 *
 * Every `customrecord…` is a type here: whether the account has it, its seed says.
 */
export const findRecordType = (name: string): RecordType | undefined => {
  const own = name.toLowerCase()
  const known = byName.get(own)
  if (known !== undefined || !/^customrecord_?[a-z0-9_]+$/.test(own)) return known
  const type: RecordType = { name: own, group: 'other', lacks: [], transforms: [] }
  byName.set(own, type)
  return type
}

/** A type that the code names itself. */
export const recordType = (name: string): RecordType => {
  const type = findRecordType(name)
  if (type === undefined) throw new TypeError(`NetSuite has no record type "${name}"`)
  return type
}

export const recordTypesOf = (group: RecordGroup): readonly RecordType[] =>
  [...byName.values()].filter(type => type.group === group)
