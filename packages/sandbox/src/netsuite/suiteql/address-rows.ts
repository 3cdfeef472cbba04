import type { JsonObject } from '../../json.js'
import { fieldCells, type Row } from './table-rows.js'

/** An address subrecord as a row of the table for its kind. */
export const addressCells = (key: number, address: JsonObject, timeZone: string): Row => {
  const cells = fieldCells(address, timeZone)
  return { ...cells, nkey: key, override: cells['override'] ?? 'F' }
}
