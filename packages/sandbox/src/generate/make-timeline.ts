import type { Order, OrderLine } from '../tiktok-shop/orders/order.js'
import type { OrderInput } from './make-order.js'

const hour = 3600
const day = 24 * hour

interface Timeline {
  readonly order: Pick<Order, 'status' | 'create_time' | 'update_time'> & Record<string, unknown>
  readonly lines: readonly OrderLine[]
}

/** How far the order has come by now, and when each thing happened. */
export const makeTimeline = (input: OrderInput, lines: readonly OrderLine[]): Timeline => {
  const { kind, createTime, nowSecs, random, number } = input
  const paidTime = Math.min(nowSecs, createTime + random.integer(1, 90))
  const heldUntil = Math.min(nowSecs, paidTime + hour)
  const deadlines = {
    rts_sla_time: paidTime + 2 * day,
    tts_sla_time: paidTime + 3 * day,
    shipping_due_time: paidTime + 3 * day,
    cancel_order_sla_time: paidTime + 6 * day,
  }
  const tracking = `9400SANDBOX${String(number).padStart(8, '0')}`
  const packageId = packageIdOf(number)
  const shipped = (status: string, packageStatus: string) => ({
    lines: lines.map(line => ({
      ...line,
      display_status: status,
      package_id: packageId,
      package_status: packageStatus,
      tracking_number: tracking,
      shipping_provider_id: '7117858858072016686',
      shipping_provider_name: 'USPS',
      rts_time: heldUntil,
    })),
    facts: {
      packages: [{ id: packageId }],
      tracking_number: tracking,
      shipping_provider_id: '7117858858072016686',
      shipping_provider: 'USPS',
      rts_time: heldUntil,
    },
  })

  switch (kind) {
    case 'unpaid':
      return {
        order: {
          status: 'UNPAID',
          create_time: createTime,
          update_time: createTime,
          is_on_hold_order: false,
        },
        lines: withStatus(lines, 'UNPAID'),
      }
    case 'on-hold':
      return {
        order: {
          status: 'ON_HOLD',
          create_time: createTime,
          update_time: paidTime,
          paid_time: paidTime,
          is_on_hold_order: true,
          ...deadlines,
        },
        // Lines know no ON_HOLD.
        lines: withStatus(lines, 'AWAITING_SHIPMENT'),
      }
    case 'cancelled': {
      const cancelTime = Math.min(nowSecs, createTime + random.integer(120, 2 * hour))
      const reason = 'ecom_order_to_ship_canceled_reason_created_by_mistakes'
      return {
        order: {
          status: 'CANCELLED',
          create_time: createTime,
          update_time: cancelTime,
          paid_time: paidTime,
          cancel_time: cancelTime,
          cancel_reason: reason,
          cancellation_initiator: 'BUYER',
          is_on_hold_order: false,
        },
        lines: withStatus(lines, 'CANCELLED').map(line => ({
          ...line,
          cancel_user: 'BUYER',
          cancel_reason: reason,
        })),
      }
    }
    case 'shipped':
    case 'delivered':
    case 'fulfilled-by-tiktok': {
      const isDelivered = kind === 'delivered'
      const collectionTime = Math.min(nowSecs, heldUntil + 4 * hour)
      const deliveryTime = Math.min(nowSecs, collectionTime + 2 * day)
      const { lines: shippedLines, facts } = shipped(
        isDelivered ? 'DELIVERED' : 'IN_TRANSIT',
        isDelivered ? 'COMPLETED' : 'FULFILLING',
      )
      return {
        order: {
          status: isDelivered ? 'DELIVERED' : 'IN_TRANSIT',
          create_time: createTime,
          update_time: isDelivered ? deliveryTime : collectionTime,
          paid_time: paidTime,
          is_on_hold_order: false,
          ...deadlines,
          ...facts,
          collection_time: collectionTime,
          ...(isDelivered ? { delivery_time: deliveryTime } : {}),
        },
        lines: shippedLines,
      }
    }
    default: {
      const live = withStatus(lines, 'AWAITING_SHIPMENT')
      const [last] = live.slice(-1)
      const partCancelled =
        kind === 'part-cancelled' && last
          ? [
              ...live.slice(0, -1),
              {
                ...last,
                display_status: 'CANCELLED',
                cancel_user: 'SELLER',
                cancel_reason: 'seller_cancel_reason_out_of_stock',
              },
            ]
          : live
      return {
        order: {
          status: 'AWAITING_SHIPMENT',
          create_time: createTime,
          update_time: heldUntil,
          paid_time: paidTime,
          is_on_hold_order: false,
          ...deadlines,
        },
        lines: partCancelled,
      }
    }
  }
}

export const packageIdOf = (orderNumber: number): string => `1152${String(orderNumber).padStart(15, '0')}`

const withStatus = (lines: readonly OrderLine[], status: string): OrderLine[] =>
  lines.map(line => ({ ...line, display_status: status }))
