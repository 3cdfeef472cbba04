import { createNetSuiteClient } from '@tiktok-ns/netsuite-client'
import {
  defaultNetSuiteCredentials as books,
  type RunningSandbox,
  defaultTikTokShopCredentials as shop,
} from '@tiktok-ns/sandbox'
import { createTikTokShopClient } from '@tiktok-ns/tiktok-client'
import { z } from 'zod'

const unit = z.looseObject({ id: z.string(), seller_sku: z.string(), display_status: z.string() })
const order = z.looseObject({
  id: z.string(),
  status: z.string(),
  fulfillment_type: z.string(),
  is_sample_order: z.boolean().optional(),
  is_replacement_order: z.boolean().optional(),
  line_items: z.array(unit),
})
export type DayOrder = z.infer<typeof order>

/** What buyers, the warehouse, carriers and TikTok do on a day: everything that no flow does. Faults are for flows alone. */
export interface DayPeople {
  /** One asks to cancel, TikTok takes a unit from another, a third moves house. Answers with what happened. */
  buyersChangeTheirMinds(): Promise<string>
  /** A line of an order is closed in NetSuite, because the goods are broken. */
  clerkClosesLine(): Promise<string>
  /** Everything open leaves, some orders in two shipments. */
  warehouseShips(): Promise<string>
  carriersDeliver(): Promise<string>
  /** One wants to send goods back, one only wants money. */
  buyersWantMoneyBack(): Promise<string>
  goodsComeBack(): Promise<string>
  /** What is back is received, after its money went. */
  warehouseUnpacks(): Promise<string>
  statementCloses(): Promise<string>
}

const externalIdOf = (orderId: string, key: string): string => `TTS-${key}-SO-${orderId}`

export const dayPeople = (
  sandbox: RunningSandbox,
  key: string,
  { atOnce }: { readonly atOnce: boolean },
): DayPeople => {
  const { account, ...auth } = books
  const netsuite = createNetSuiteClient({ account, auth, baseUrl: sandbox.netsuiteUrl })
  const { appKey, appSecret, accessToken, shopId } = shop
  const sellerCenter = createTikTokShopClient({
    appKey,
    appSecret,
    accessToken,
    shopId,
    baseUrl: sandbox.tiktokShopUrl,
  })
  const call = (method: string, path: string, body?: unknown): Promise<unknown> =>
    sandbox.admin(method, `/tiktok-shop/shops/${shop.shopId}${path}`, body)
  const orders = async (): Promise<readonly DayOrder[]> =>
    z.object({ orders: z.array(order) }).parse(await call('GET', '')).orders
  const waiting = async () =>
    (await orders()).filter(
      ({ status, fulfillment_type, line_items }) =>
        status === 'AWAITING_SHIPMENT' &&
        fulfillment_type === 'FULFILLMENT_BY_SELLER' &&
        line_items.every(({ display_status }) => display_status === 'AWAITING_SHIPMENT'),
    )
  const linesOf = async (orderId: string) =>
    (await netsuite.records.getLines('salesOrder', { externalId: externalIdOf(orderId, key) }, 'item'))
      .filter(({ isClosed }) => isClosed !== true)
      .map(line => ({
        line: Number(line.line),
        open: Number(line.quantity) - Number(line.quantityFulfilled ?? 0),
      }))
      .filter(({ open }) => open > 0)
  let parcels = 0
  const ship = async (
    orderId: string,
    lines: readonly { readonly line: number; readonly open: number }[],
  ) => {
    parcels += 1
    await netsuite.records.transform(
      'salesOrder',
      { externalId: externalIdOf(orderId, key) },
      'itemFulfillment',
      {
        shipStatus: { id: 'C' },
        package: { items: [{ packageTrackingNumber: `1Z999AA1${String(parcels).padStart(10, '0')}` }] },
        item: { items: lines.map(({ line, open }) => ({ orderLine: line, quantity: open })) },
      },
      { replace: ['item'] },
    )
  }

  const handOver = async (orderId: string) => {
    parcels += 1
    await sellerCenter.fulfillment.markShipped(orderId, {
      tracking_number: `1Z999AA1${String(parcels).padStart(10, '0')}`,
      shipping_provider_id: '7117858858072016686',
    })
  }
  const receiveReturns = async () => {
    const { records } = returnsInNetSuite.parse(
      await sandbox.admin('GET', '/netsuite/records/returnAuthorization'),
    )
    for (const { id, item } of records)
      if (item.items.some(({ isClosed }) => isClosed !== true))
        await netsuite.records.transform('returnAuthorization', id, 'itemReceipt', {})
    return records.length
  }

  return {
    buyersChangeTheirMinds: async () => {
      const open = await waiting()
      // Where orders are billed at once no flow looks whether goods have left, and people answer themselves.
      const [asking, moving] = atOnce ? [undefined, open[0]] : open
      const [losing] = open.slice(2).filter(({ line_items }) => line_items.length > 1)
      if (asking !== undefined)
        await call('POST', `/orders/${asking.id}/cancel-request`, {
          reason: 'ecom_order_to_ship_canceled_reason_created_by_mistake',
        })
      if (moving !== undefined) await call('PUT', `/orders/${moving.id}/recipient-address`, newHome)
      const [unit] = losing?.line_items ?? []
      if (losing !== undefined && unit !== undefined)
        await call('POST', `/orders/${losing.id}/cancel-lines`, {
          reason: 'lost in the warehouse',
          lineIds: [unit.id],
        })
      return `${asking === undefined ? 'A buyer moves house' : 'A buyer asks to cancel an order, one moves house'}, and TikTok takes a unit out of another order.`
    },
    clerkClosesLine: async () => {
      for (const { id, line_items } of (await waiting()).slice(3)) {
        if (new Set(line_items.map(({ seller_sku }) => seller_sku)).size < 2) continue
        const [first] = await linesOf(id)
        if (first === undefined) continue
        await netsuite.records.update(
          'salesOrder',
          { externalId: externalIdOf(id, key) },
          { item: { items: [{ line: first.line, isClosed: true }] } },
        )
        return `In NetSuite somebody closes a line of order ${id}: the goods are broken.`
      }
      return 'No order has two kinds of goods today, so that nobody closes a line.'
    },
    warehouseShips: async () => {
      const open = await waiting()
      const partly = (await orders()).filter(
        ({ status, line_items }) =>
          status === 'AWAITING_SHIPMENT' &&
          line_items.some(({ display_status }) => display_status === 'CANCELLED'),
      )
      if (atOnce) {
        for (const { id } of [...open, ...partly]) await handOver(id)
        return `The warehouse ships in Seller Center: ${parcels} parcels.`
      }
      for (const [index, { id }] of [...open, ...partly].entries()) {
        const lines = await linesOf(id)
        const [first, ...rest] = lines
        if (first === undefined) continue
        if (index % 3 === 0 && rest.length > 0) {
          await ship(id, [first])
          await ship(id, rest)
        } else await ship(id, lines)
      }
      return `The warehouse ships in NetSuite: ${parcels} parcels, some orders in two.`
    },
    carriersDeliver: async () => {
      let delivered = 0
      for (const { id, status, fulfillment_type } of await orders()) {
        let now = status
        while (
          isOnItsWay(now) ||
          (now === 'AWAITING_SHIPMENT' && fulfillment_type === 'FULFILLMENT_BY_TIKTOK')
        )
          now = order.parse(await call('POST', `/orders/${id}/advance`)).status
        if (now === 'DELIVERED') delivered += 1
      }
      return `Carriers deliver: ${delivered} orders are with their buyers, and settled by TikTok.`
    },
    buyersWantMoneyBack: async () => {
      const [first, second] = (await orders()).filter(
        one =>
          one.status === 'DELIVERED' && one.is_sample_order !== true && one.is_replacement_order !== true,
      )
      for (const [type, one] of [
        ['RETURN_AND_REFUND', first],
        ['REFUND', second],
      ] as const) {
        const [unit] = one?.line_items.filter(({ display_status }) => display_status === 'DELIVERED') ?? []
        if (one !== undefined && unit !== undefined)
          await call('POST', `/orders/${one.id}/return-request`, {
            type,
            reason: 'ecom_order_delivered_refund_and_return_reason_no_need',
            lineIds: [unit.id],
          })
      }
      return 'One buyer wants to send a unit back, another wants money for one that came broken.'
    },
    goodsComeBack: async () => {
      const rows = returns.parse(await call('GET', '/returns?limit=100')).returns
      for (const { return_id, return_status } of rows) {
        const at = wayOfReturn.indexOf(return_status)
        if (at < 0) continue
        for (const status of wayOfReturn.slice(at + 1))
          await call('POST', `/returns/${return_id}/status`, { status, by: 'SELLER' })
      }
      return 'The parcel is on its way back, and TikTok pays both buyers.'
    },
    warehouseUnpacks: async () => `The warehouse receives ${await receiveReturns()} return in NetSuite.`,
    statementCloses: async () => {
      await call('POST', '/finance/close-statement')
      return "The day's statement closes, and TikTok pays it out."
    },
  }
}

const returns = z.object({
  returns: z.array(z.looseObject({ return_id: z.string(), return_status: z.string() })),
})

const returnsInNetSuite = z.object({
  records: z.array(
    z.looseObject({
      id: z.string(),
      item: z.object({ items: z.array(z.looseObject({ isClosed: z.boolean().optional() })) }),
    }),
  ),
})

const wayOfReturn = [
  'AWAITING_BUYER_SHIP',
  'BUYER_SHIPPED_ITEM',
  'RETURN_OR_REFUND_REQUEST_SUCCESS',
  'RETURN_OR_REFUND_REQUEST_COMPLETE',
]

const isOnItsWay = (status: string): boolean => status === 'AWAITING_COLLECTION' || status === 'IN_TRANSIT'

const newHome = {
  name: 'Jane Sample',
  address_line1: '7 Other Road',
  postal_code: '78701',
  region_code: 'US',
  district_info: [
    { address_level: 'L1', address_level_name: 'State', address_name: 'Texas' },
    { address_level: 'L3', address_level_name: 'City', address_name: 'Austin' },
  ],
}
