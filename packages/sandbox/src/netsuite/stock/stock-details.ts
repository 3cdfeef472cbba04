import { isJsonObject, type JsonObject } from '../../json.js'
import { scaled } from '../ledger/money.js'
import { linesOf } from '../records/lines.js'
import type { RecordStore } from '../records/record-store.js'
import { recordType } from '../records/record-types.js'
import { referencedId } from '../records/references.js'
import { quantityPlaces, type StockDetail } from './movement.js'

const numberType = recordType('inventoryNumber')

/** A quantity in whole parts of one. */
export const toQuantity = (value: unknown): number =>
  typeof value === 'number' || typeof value === 'string' ? scaled(String(value), quantityPlaces) : 0

/** A quantity as JSON has it. */
export const fromQuantity = (parts: number): number => parts / 10 ** quantityPlaces

/** The lots, serial numbers and bins of a line (`inventoryDetail`), with the sign of the line's movement. */
export const stockDetails = (
  line: JsonObject,
  sign: 1 | -1,
  store: RecordStore,
  into = false,
): readonly StockDetail[] => {
  const detail = line['inventoryDetail']
  const assignments =
    detail !== undefined && isJsonObject(detail) ? linesOf(detail['inventoryAssignment']) : []
  return (assignments ?? []).map(assignment => {
    const number = numberOf(assignment, store)
    const bin = referencedId(assignment[into ? 'toBinNumber' : 'binNumber'])
    return {
      quantity: sign * Math.abs(toQuantity(assignment['quantity'])),
      ...(number === undefined ? {} : { number }),
      ...(bin === undefined ? {} : { bin }),
    }
  })
}

/** Numbers are texts on the way in and references to them on the way out. */
const numberOf = (assignment: JsonObject, store: RecordStore): string | undefined => {
  const received = assignment['receiptInventoryNumber']
  if (typeof received === 'string') return received
  const issued = assignment['issueInventoryNumber']
  if (typeof issued === 'string') return issued
  const id = referencedId(issued)
  const own = id === undefined ? undefined : store.get(numberType, id)?.fields['inventoryNumber']
  if (typeof own === 'string') return own
  const name = issued !== undefined && isJsonObject(issued) ? issued['refName'] : undefined
  return typeof name === 'string' ? name : id
}
