import { z } from 'zod'

/** A shipment of NetSuite's, as `erp.itemFulfillments` gives it. */
export const itemFulfillment = z.looseObject({
  id: z.string(),
  tranid: z.string().optional(),
  /** A is picked, B packed, C shipped. */
  status: z.string().optional(),
  externalid: z.string().optional(),
  shipmethod: z.string().optional(),
  shipmethodname: z.string().optional(),
  lines: z
    .array(z.looseObject({ itemid: z.string().optional(), quantity: z.string().optional() }))
    .default([]),
  trackingnumbers: z.array(z.string()).default([]),
})
export type ItemFulfillment = z.infer<typeof itemFulfillment>

/** Pieces by NetSuite's name of the item. */
export const piecesOf = ({ lines }: ItemFulfillment): ReadonlyMap<string, number> => {
  const pieces = new Map<string, number>()
  for (const { itemid = '', quantity = '0' } of lines)
    if (Number(quantity) > 0) pieces.set(itemid, (pieces.get(itemid) ?? 0) + Number(quantity))
  return pieces
}

/** Carriers print numbers in groups; the spaces are no part of them. */
export const cleanNumbers = ({ trackingnumbers }: ItemFulfillment): readonly string[] => [
  ...new Set(trackingnumbers.map(number => number.replace(/\s+/g, '')).filter(number => number !== '')),
]

export const isShipped = ({ status }: ItemFulfillment): boolean => status === 'C'
