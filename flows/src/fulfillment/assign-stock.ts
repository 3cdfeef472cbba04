import type { Failure, JsonObject } from '@tiktok-ns/flow-engine'
import { z } from 'zod'

const text = z.union([z.string(), z.number()]).transform(String)

/** What lies in one bin or belongs to one lot, as SuiteQL's `inventorybalance` has it. */
export const balance = z.looseObject({
  location: text,
  inventorynumber: text.optional(),
  binnumber: text.optional(),
  quantityavailable: text.default('0'),
})
export type Balance = z.infer<typeof balance>

export interface StockAssignment {
  /** The detail of a line that takes so many; empty for items without lots, serial numbers and bins. */
  take(item: string, quantity: number): { readonly detail: JsonObject } | { readonly failure: Failure }
}

/** Lots, serial numbers and bins for what leaves a location: the lowest number first, which is the oldest that came in. */
export const assignStock = (
  balances: Readonly<Record<string, readonly Balance[]>>,
  location: string,
): StockAssignment => {
  const left = new Map(
    Object.entries(balances).map(([item, rows]) => [
      item,
      rows
        .filter(row => location === '' || row.location === location)
        .filter(row => row.inventorynumber !== undefined || row.binnumber !== undefined)
        .map(row => ({ ...row, available: Number(row.quantityavailable) }))
        .sort(byNumber),
    ]),
  )
  return {
    take: (item, quantity) => {
      const rows = left.get(item) ?? []
      if (rows.length === 0) return { detail: {} }
      let wanted = quantity
      const items: JsonObject[] = []
      for (const row of rows) {
        const taken = Math.min(wanted, row.available)
        if (taken <= 0) continue
        row.available -= taken
        wanted -= taken
        items.push({
          quantity: taken,
          ...(row.inventorynumber === undefined ? {} : { issueInventoryNumber: { id: row.inventorynumber } }),
          ...(row.binnumber === undefined ? {} : { binNumber: { id: row.binnumber } }),
        })
      }
      if (wanted > 0)
        return {
          failure: {
            kind: 'invalid',
            message: `item ${item} keeps lots, serial numbers or bins, and location ${location || 'of the order'} has ${wanted} too few of them`,
            hint: 'Receive or transfer the goods there in NetSuite, then retry.',
          },
        }
      return { detail: { inventoryDetail: { inventoryAssignment: { items } } } }
    },
  }
}

const byNumber = (one: Balance, other: Balance): number =>
  `${one.inventorynumber ?? ''} ${one.binnumber ?? ''}`.localeCompare(
    `${other.inventorynumber ?? ''} ${other.binnumber ?? ''}`,
    'en',
    { numeric: true },
  )
