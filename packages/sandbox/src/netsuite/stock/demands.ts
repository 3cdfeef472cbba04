import type { JsonObject } from '../../json.js'
import { isPosted } from '../ledger/posting-rules.js'
import { linesOf } from '../records/lines.js'
import type { RecordStore, StoredRecord } from '../records/record-store.js'
import { referencedId } from '../records/references.js'
import type { Pile } from './movement.js'
import { toQuantity } from './stock-details.js'
import { stockedParts } from './stock-items.js'
import { stockLocation } from './stock-location.js'

/** What an open order wants from a pile, or will bring to it. */
export interface Demand extends Pile {
  readonly kind: 'wanted' | 'coming'
  readonly line: number
  /** In parts of one, always positive. */
  readonly quantity: number
  /** Of the line itself: of a kit, where `quantity` is of a member. */
  readonly ordered: number
}

export const isSameDemand = (one: Demand, other: Demand): boolean =>
  one.item === other.item &&
  one.location === other.location &&
  one.kind === other.kind &&
  one.line === other.line &&
  one.quantity === other.quantity &&
  one.ordered === other.ordered

/** What the open lines of an order want and bring. */
export const demandsOf = (record: StoredRecord, store: RecordStore): readonly Demand[] =>
  orderRules[record.type.name]?.(record, store) ?? []

type OrderRule = (order: StoredRecord, store: RecordStore) => readonly Demand[]

/** Quantity of an order's line on documents made from it that have moved goods. */
const movedOf = (order: StoredRecord, orderLine: unknown, type: string, store: RecordStore): number =>
  store
    .naming(order.id)
    .filter(
      document =>
        document.type.name === type &&
        isPosted(document) &&
        referencedId(document.fields['createdFrom']) === order.id,
    )
    .flatMap(({ fields }) => linesOf(fields['item']) ?? [])
    .filter(line => line['orderLine'] === orderLine && line['itemReceive'] !== false)
    .reduce((sum, line) => sum + toQuantity(line['quantity']), 0)

const openLines = (
  order: StoredRecord,
  movedBy: string,
  kind: Demand['kind'],
  locationOf: (line: JsonObject) => string,
  store: RecordStore,
): readonly Demand[] =>
  (linesOf(order.fields['item']) ?? []).flatMap((line, index) => {
    if (line['isClosed'] === true) return []
    const open = toQuantity(line['quantity']) - movedOf(order, line['line'], movedBy, store)
    if (open <= 0) return []
    return stockedParts(referencedId(line['item']) ?? '', open, store).map(
      (part): Demand => ({
        ...part,
        kind,
        ordered: open,
        location: locationOf(line),
        line: Number(line['line'] ?? index + 1),
      }),
    )
  })

/** Orders that wait for approval, or are cancelled or closed, want nothing. */
const isOpen = ({ fields }: StoredRecord): boolean =>
  !/^[ACH]$/.test(referencedId(fields['status']) ?? referencedId(fields['orderStatus']) ?? 'B')

const salesOrder: OrderRule = (order, store) => {
  if (!isOpen(order)) return []
  const doNotCommit = new Set(
    (linesOf(order.fields['item']) ?? [])
      .filter(line => referencedId(line['commitInventory']) === '3')
      .map(line => line['line']),
  )
  return openLines(
    order,
    'itemFulfillment',
    'wanted',
    line => stockLocation(line, order.fields, store),
    store,
  ).filter(({ line }) => !doNotCommit.has(line))
}

const purchaseOrder: OrderRule = (order, store) =>
  openLines(order, 'itemReceipt', 'coming', line => stockLocation(line, order.fields, store), store)

const transferOrder: OrderRule = (order, store) => [
  ...openLines(order, 'itemFulfillment', 'wanted', line => stockLocation(line, order.fields, store), store),
  ...openLines(
    order,
    'itemReceipt',
    'coming',
    () => referencedId(order.fields['transferLocation']) ?? '',
    store,
  ),
]

const orderRules: Readonly<Record<string, OrderRule>> = { salesOrder, purchaseOrder, transferOrder }
