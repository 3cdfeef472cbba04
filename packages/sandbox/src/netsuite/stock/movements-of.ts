import type { JsonObject } from '../../json.js'
import { conversionOf, toBase } from '../ledger/currencies.js'
import { accountOr } from '../ledger/dimensions.js'
import { multiplyRounded, scaled, toMinor } from '../ledger/money.js'
import type { Ground } from '../ledger/posting.js'
import { isPosted } from '../ledger/posting-rules.js'
import { linesOf } from '../records/lines.js'
import type { StoredRecord } from '../records/record-store.js'
import { type RecordType, recordType } from '../records/record-types.js'
import { madeFrom, referencedId } from '../records/references.js'
import { type Movement, quantityPlaces } from './movement.js'
import { stockDetails, toQuantity } from './stock-details.js'
import { keepsStock, stockedParts } from './stock-items.js'
import { stockLocation } from './stock-location.js'

const itemType = recordType('inventoryItem')
const transactionType = recordType('salesOrder')

/** Before any transaction: what an item's seed says is there. */
export const openingDate = '1970-01-01'

/** The goods a transaction moves, or those that an item starts with. Nothing for what is not posted. */
export const movementsOf = (record: StoredRecord, ground: Ground): readonly Movement[] => {
  if (keepsStock(record)) return openingStock(record, ground)
  return isPosted(record) ? (movementRules[record.type.name]?.(record, ground) ?? []) : []
}

type MovementRule = (record: StoredRecord, ground: Ground) => readonly Movement[]

interface Leg {
  readonly sign: 1 | -1
  readonly location: string
  readonly offset?: string
  readonly value?: (item: string, quantity: number) => number | undefined
  readonly isMoved?: boolean
  readonly isInTransit?: boolean
}

/** Movements of one line: one for each stocked item behind it and each leg of its way. */
const lineMovements = (
  record: StoredRecord,
  line: JsonObject,
  index: number,
  quantity: number,
  legs: readonly ((item: StoredRecord) => Leg)[],
  ground: Ground,
): readonly Movement[] =>
  stockedParts(referencedId(line['item']) ?? '', quantity, ground.store).flatMap(part =>
    legs.flatMap((legOf): readonly Movement[] => {
      const item = ground.store.find(itemType, part.item)
      if (item === undefined || part.quantity === 0) return []
      const { sign, location, offset, value, isMoved, isInTransit } = legOf(item)
      const worth = value?.(part.item, part.quantity)
      return [
        {
          item: part.item,
          location,
          transaction: record.id,
          date: String(record.fields['tranDate'] ?? ''),
          line: Number(line['line'] ?? line['orderLine'] ?? index + 1),
          quantity: sign * part.quantity,
          account:
            isInTransit === true
              ? ground.accountOf('inventoryInTransit')
              : accountOr(item.fields['assetAccount'], 'inventory', ground),
          ...(offset === undefined ? {} : { offset }),
          ...(worth === undefined ? {} : { value: worth }),
          ...(isMoved === true ? { isMoved } : {}),
          details: isInTransit === true ? [] : stockDetails(line, sign, ground.store, isMoved === true),
        },
      ]
    }),
  )

/** Lines of a fulfilment or a receipt that move. A kit's members may be listed beside it: then they are what moves. */
const movedLines = ({ fields }: StoredRecord, ground: Ground): readonly JsonObject[] => {
  const lines = (linesOf(fields['item']) ?? []).filter(line => line['itemReceive'] !== false)
  const listsMembers = lines.some(line => line['kitMemberOf'] !== undefined)
  const isKit = (line: JsonObject) =>
    ground.store.find(itemType, referencedId(line['item']) ?? '')?.type.name === 'kitItem'
  return listsMembers ? lines.filter(line => !isKit(line)) : lines
}

const sourceOf = ({ fields }: StoredRecord, ground: Ground): StoredRecord | undefined =>
  ground.store.find(transactionType, madeFrom(fields) ?? '')

const costOfGoods = (item: StoredRecord, ground: Ground): string =>
  accountOr(item.fields['cogsAccount'], 'costOfGoods', ground)

const fulfillment: MovementRule = (record, ground) => {
  const source = sourceOf(record, ground)
  return movedLines(record, ground).flatMap((line, index) => {
    const location = stockLocation(line, record.fields, ground.store)
    const out = (item: StoredRecord): Leg =>
      source?.type.name === 'transferOrder'
        ? { sign: -1, location }
        : source?.type.name === 'vendorReturnAuthorization'
          ? { sign: -1, location, offset: ground.accountOf('accruedPurchases') }
          : { sign: -1, location, offset: costOfGoods(item, ground) }
    const intoTransit = (): Leg => ({
      sign: 1,
      location: `transit:${source?.id ?? ''}`,
      isMoved: true,
      isInTransit: true,
    })
    const legs = source?.type.name === 'transferOrder' ? [out, intoTransit] : [out]
    return lineMovements(record, line, index, toQuantity(line['quantity']), legs, ground)
  })
}

const receipt: MovementRule = (record, ground) => {
  const source = sourceOf(record, ground)
  return movedLines(record, ground).flatMap((line, index) => {
    const location = stockLocation(line, record.fields, ground.store)
    const value = (_: string, quantity: number) => receivedValue(line, quantity, record, source, ground)
    const legs: readonly ((item: StoredRecord) => Leg)[] =
      source?.type.name === 'transferOrder'
        ? [
            () => ({ sign: -1, location: `transit:${source.id}`, isInTransit: true }),
            () => ({ sign: 1, location, isMoved: true }),
          ]
        : source?.type.name === 'purchaseOrder'
          ? [() => ({ sign: 1, location, offset: ground.accountOf('accruedPurchases'), value })]
          : [item => ({ sign: 1, location, offset: costOfGoods(item, ground), value })]
    return lineMovements(record, line, index, toQuantity(line['quantity']), legs, ground)
  })
}

/** Minor units of the books for so many parts of one. */
const valueAt = (unitCost: number, quantity: number, exponent: number): number =>
  multiplyRounded(scaled(String(unitCost), exponent + 6), quantity, 10 ** (6 + quantityPlaces))

/** A receipt's goods are worth what the line says, or the order they were bought on; returned goods the average. */
const receivedValue = (
  line: JsonObject,
  quantity: number,
  record: StoredRecord,
  source: StoredRecord | undefined,
  { store }: Ground,
): number | undefined => {
  const { base } = conversionOf(record, store)
  const override = line['unitCostOverride']
  if (typeof override === 'number') return valueAt(override, quantity, base.exponent)
  if (source?.type.name !== 'purchaseOrder') return undefined
  const ordered = (linesOf(source.fields['item']) ?? []).find(({ line: own }) => own === line['orderLine'])
  const rate = line['rate'] ?? ordered?.['rate']
  const conversion = conversionOf(source, store)
  return typeof rate === 'number'
    ? toBase(valueAt(rate, quantity, conversion.currency.exponent), conversion)
    : undefined
}

/** Bills and credits that were made from no order move goods themselves. */
const soldDirectly =
  (sign: 1 | -1): MovementRule =>
  (record, ground) => {
    const source = sourceOf(record, ground)
    if (source !== undefined && !/^(invoice|cashSale)$/.test(source.type.name)) return []
    return (linesOf(record.fields['item']) ?? []).flatMap((line, index) => {
      const location = stockLocation(line, record.fields, ground.store)
      const leg = (item: StoredRecord): Leg => ({ sign, location, offset: costOfGoods(item, ground) })
      return lineMovements(record, line, index, toQuantity(line['quantity']), [leg], ground)
    })
  }

/** A bill without an order brings goods in, at what it says they cost. */
const boughtDirectly: MovementRule = (record, ground) => {
  if (sourceOf(record, ground) !== undefined) return []
  return (linesOf(record.fields['item']) ?? []).flatMap((line, index) => {
    const conversion = conversionOf(record, ground.store)
    const leg = (): Leg => ({
      sign: 1,
      location: stockLocation(line, record.fields, ground.store),
      offset: ground.accountOf('accruedPurchases'),
      value: () => toBase(toMinor(line['amount'], conversion.currency.exponent), conversion),
    })
    return lineMovements(record, line, index, toQuantity(line['quantity']), [leg], ground)
  })
}

const adjustment: MovementRule = (record, ground) => {
  const offset = accountOr(record.fields['account'], 'inventoryAdjustment', ground)
  const { base } = conversionOf(record, ground.store)
  return (linesOf(record.fields['inventory']) ?? []).flatMap((line, index) => {
    const by = toQuantity(line['adjustQtyBy'])
    const body = {
      ...record.fields,
      location: record.fields['location'] ?? record.fields['adjLocation'] ?? null,
    }
    const cost = line['unitCost']
    const leg = (): Leg => ({
      sign: by < 0 ? -1 : 1,
      location: stockLocation(line, body, ground.store),
      offset,
      value: (_, quantity) =>
        by > 0 && typeof cost === 'number' ? valueAt(cost, quantity, base.exponent) : undefined,
    })
    return lineMovements(record, line, index, Math.abs(by), [leg], ground)
  })
}

const transfer: MovementRule = (record, ground) =>
  (linesOf(record.fields['inventory']) ?? []).flatMap((line, index) => {
    const from = referencedId(record.fields['location']) ?? ''
    const to = referencedId(record.fields['transferLocation']) ?? ''
    const legs = [
      (): Leg => ({ sign: -1, location: from }),
      (): Leg => ({ sign: 1, location: to, isMoved: true }),
    ]
    return lineMovements(
      record,
      line,
      index,
      toQuantity(line['adjustQtyBy'] ?? line['quantity']),
      legs,
      ground,
    )
  })

const movementRules: Readonly<Record<string, MovementRule>> = {
  itemFulfillment: fulfillment,
  itemReceipt: receipt,
  invoice: soldDirectly(-1),
  cashSale: soldDirectly(-1),
  creditMemo: soldDirectly(1),
  cashRefund: soldDirectly(1),
  vendorBill: boughtDirectly,
  inventoryAdjustment: adjustment,
  inventoryTransfer: transfer,
}

/** Whether transactions of a type move goods at all. */
export const movesGoods = ({ name }: RecordType): boolean => movementRules[name] !== undefined

/** What an item's `locations` say is on hand when the account is made. */
const openingStock = (item: StoredRecord, ground: Ground): readonly Movement[] => {
  const { base } = conversionOf(item, ground.store)
  return (linesOf(item.fields['locations']) ?? []).flatMap((row, index): readonly Movement[] => {
    const location = referencedId(row['location']) ?? referencedId(row['locationId'])
    const quantity = toQuantity(row['quantityOnHand'])
    if (location === undefined || quantity === 0) return []
    const cost = row['averageCostMli'] ?? item.fields['averageCost'] ?? item.fields['cost']
    return [
      {
        item: item.id,
        location,
        transaction: `item ${item.id}`,
        date: openingDate,
        line: index + 1,
        quantity,
        value: typeof cost === 'number' ? valueAt(cost, quantity, base.exponent) : 0,
        account: accountOr(item.fields['assetAccount'], 'inventory', ground),
        offset: ground.accountOf('openingBalance'),
        details: [],
      },
    ]
  })
}
