import type { JsonObject } from '@tiktok-ns/flow-engine'
import type { ShopWorld } from './open-shop-world.js'

export interface ShipWish {
  /** Pieces by NetSuite's name of the item; everything that is open when left out. */
  readonly pieces?: Readonly<Record<string, number>>
  readonly tracking?: readonly string[]
  /** Internal id of the ship method. */
  readonly method?: string
  /** Picked, packed or shipped, which it is when left out. */
  readonly status?: 'A' | 'B' | 'C'
  readonly fields?: JsonObject
}

export const orderKey = (orderId: string, shop = 'US1'): string => `TTS-${shop}-SO-${orderId}`

/** What a warehouse does: a shipment made from a sales order, with tracking. Answers with its internal id. */
export const shipInNetSuite = async (
  { netsuite }: ShopWorld,
  orderId: string,
  { pieces, tracking = [], method, status = 'C', fields = {} }: ShipWish = {},
  shop = 'US1',
): Promise<string> => {
  const source = { externalId: orderKey(orderId, shop) }
  const lines = await netsuite.client.records.getLines('salesOrder', source, 'item')
  const left = new Map(Object.entries(pieces ?? {}))
  const items: { orderLine: number; quantity?: number; location?: { id: string }; itemReceive?: boolean }[] =
    []
  for (const line of lines) {
    const orderLine = Number(line['line'])
    const open = Number(line['quantity']) - Number(line['quantityFulfilled'] ?? 0)
    // NetSuite knows no line that has left already, nor one that is closed.
    if (open <= 0 || line['isClosed'] === true) continue
    const item = await netsuite.client.records.get('inventoryItem', idOf(line['item']))
    const name = String(item['itemId'])
    const quantity = pieces === undefined ? open : Math.min(open, left.get(name) ?? 0)
    left.set(name, (left.get(name) ?? 0) - quantity)
    items.push(
      quantity > 0 ? { orderLine, quantity, location: { id: '1' } } : { orderLine, itemReceive: false },
    )
  }
  const made = await netsuite.client.records.transform('salesOrder', source, 'itemFulfillment', {
    shipStatus: { id: status },
    ...(method === undefined ? {} : { shipMethod: { id: method } }),
    package: { items: tracking.map(number => ({ packageTrackingNumber: number })) },
    item: { items },
    ...fields,
  })
  return made.id
}

const idOf = (reference: unknown): string =>
  typeof reference === 'object' && reference !== null ? String(Reflect.get(reference, 'id')) : ''
