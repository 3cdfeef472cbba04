import type { Json, JsonObject } from '../../json.js'
import { linesOf } from '../records/lines.js'
import type { RecordStore, StoredRecord } from '../records/record-store.js'
import { recordType } from '../records/record-types.js'
import { madeFrom, referencedId } from '../records/references.js'
import { numberOf } from './amounts.js'

/** Which documents move an order along, and where its lines show it. */
interface OrderKind {
  readonly movedBy: string
  readonly billedBy: readonly string[]
  /** The field of a line that counts what moved. */
  readonly movedField: string
  /** What brings goods in that have moved out before: those of a transfer are on the way meanwhile. */
  readonly receivedBy?: string
}

/** Orders, by record type: goods go out of a sales order and come back on a return. */
export const orderKinds: Readonly<Record<string, OrderKind>> = {
  salesOrder: {
    movedBy: 'itemFulfillment',
    billedBy: ['invoice', 'cashSale'],
    movedField: 'quantityFulfilled',
  },
  returnAuthorization: {
    movedBy: 'itemReceipt',
    billedBy: ['creditMemo', 'cashRefund'],
    movedField: 'quantityReceived',
  },
  purchaseOrder: { movedBy: 'itemReceipt', billedBy: ['vendorBill'], movedField: 'quantityReceived' },
  transferOrder: {
    movedBy: 'itemFulfillment',
    billedBy: [],
    movedField: 'quantityFulfilled',
    receivedBy: 'itemReceipt',
  },
}

/** What has happened with one line of an order. */
export interface LineProgress {
  readonly line: JsonObject
  readonly quantity: number
  /** On any fulfilment or receipt, whatever its status. */
  readonly onTheWay: number
  readonly picked: number
  readonly packed: number
  /** Shipped, or received. */
  readonly moved: number
  readonly billed: number
  /** Of what moved, what has arrived; of goods that do not travel between locations, 0. */
  readonly received: number
  readonly isClosed: boolean
  /** Discounts, services and the like never ship. */
  readonly moves: boolean
}

const itemType = recordType('inventoryItem')
const unmoving = /^(discount|service|otherCharge|markup|subtotal|description|payment)/

/** Whether an item is shipped and received at all. */
export const itemMoves = (line: JsonObject, store: RecordStore): boolean => {
  const item = store.find(itemType, referencedId(line['item']) ?? '')
  if (item === undefined) return true
  return item.fields['isFulfillable'] !== false && !unmoving.test(item.type.name)
}

/** Each line of an order with what its documents did to it. */
export const progressOf = (order: StoredRecord, store: RecordStore): readonly LineProgress[] => {
  const kind = orderKinds[order.type.name]
  const documents = store.naming(order.id).filter(({ fields }) => madeFrom(fields) === order.id)
  const moving = documents.filter(({ type }) => type.name === kind?.movedBy)
  const arrivals = documents.filter(({ type }) => type.name === kind?.receivedBy)
  const bills = documents.filter(({ type }) => kind?.billedBy.includes(type.name))
  const inStatus = (letter: string) =>
    moving.filter(({ fields }) => referencedId(fields['shipStatus']) === letter)
  const waiting = new Set([...inStatus('A'), ...inStatus('B')])
  return (linesOf(order.fields['item']) ?? []).map(line => {
    const key = numberOf(line['line'])
    return {
      line,
      quantity: numberOf(line['quantity']),
      onTheWay: quantityOn(moving, key),
      picked: quantityOn(inStatus('A'), key),
      packed: quantityOn(inStatus('B'), key),
      moved: quantityOn(
        moving.filter(document => !waiting.has(document)),
        key,
      ),
      billed: quantityOn(bills, key),
      received: quantityOn(arrivals, key),
      isClosed: line['isClosed'] === true,
      moves: itemMoves(line, store),
    }
  })
}

const quantityOn = (documents: readonly StoredRecord[], orderLine: number): number =>
  documents
    .flatMap(({ fields }) => linesOf(fields['item']) ?? [])
    .filter(line => line['orderLine'] === orderLine && line['itemReceive'] !== false)
    .reduce((sum, line) => sum + numberOf(line['quantity']), 0)

/** The order's fields with quantities and status as its documents have made them. */
export const withOrderProgress = (order: StoredRecord, store: RecordStore): JsonObject => {
  const kind = orderKinds[order.type.name]
  if (kind === undefined) return order.fields
  const progress = progressOf(order, store)
  const isTransfer = kind.receivedBy !== undefined
  const items = progress.map(
    ({ line, quantity, moved, picked, packed, billed, received, isClosed, onTheWay }) => ({
      ...line,
      [kind.movedField]: moved,
      ...(isTransfer ? { quantityReceived: received } : {}),
      ...(kind.movedBy === 'itemFulfillment' ? { quantityPicked: picked, quantityPacked: packed } : {}),
      ...(isTransfer ? {} : { quantityBilled: billed }),
      isClosed,
      isOpen: !isClosed && (moved < quantity || (isTransfer ? received : billed) < quantity),
      linked: onTheWay + billed > 0,
    }),
  )
  return {
    ...order.fields,
    item: { items },
    status: {
      id: isTransfer ? transferStatusOf(progress) : orderStatusOf(order.fields['orderStatus'], progress),
    },
  }
}

/** The status letter of a transfer order: goods leave, and arrive. */
const transferStatusOf = (lines: readonly LineProgress[]): string => {
  if (lines.length > 0 && lines.every(({ isClosed }) => isClosed)) return 'H'
  const isArrived = lines.every(line => line.received >= line.moved)
  if (lines.every(line => line.isClosed || line.moved >= line.quantity)) return isArrived ? 'G' : 'F'
  if (lines.every(({ moved }) => moved === 0)) return 'B'
  return isArrived ? 'D' : 'E'
}

/** The status letter of section 16.13 of the reference. */
const orderStatusOf = (approval: Json | undefined, lines: readonly LineProgress[]): string => {
  const isMoved = lines.some(({ moved }) => moved > 0)
  const isBilled = lines.some(({ billed }) => billed > 0)
  if (lines.length > 0 && lines.every(({ isClosed }) => isClosed)) return 'H'
  if (referencedId(approval) === 'A' && !isMoved && !isBilled) return 'A'
  const allMoved = lines.every(line => line.isClosed || !line.moves || line.moved >= line.quantity)
  const allBilled = lines.every(line => line.billed >= (line.isClosed ? line.moved : line.quantity))
  if (allMoved) return allBilled ? 'G' : 'F'
  if (!isMoved) return 'B'
  return lines.every(line => line.billed >= line.moved) ? 'D' : 'E'
}
