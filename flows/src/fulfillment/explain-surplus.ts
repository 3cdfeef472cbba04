import type { Failure } from '@tiktok-ns/flow-engine'
import type { OrderUnit } from './order-units.js'

export interface SurplusCase {
  readonly orderId: string
  /** NetSuite's number of the shipment. */
  readonly shipment: string
  readonly surplus: ReadonlyMap<string, number>
  readonly units: readonly OrderUnit[]
  readonly trackingNumbers: readonly string[]
}

/** Why a shipment has pieces for which the order has no unit left, in the words of whoever has to look into it. */
export const explainSurplus = ({
  orderId,
  shipment,
  surplus,
  units,
  trackingNumbers,
}: SurplusCase): Failure => {
  const [sku = '', pieces = 0] = [...surplus][0] ?? []
  const concerned = units.filter(({ needs }) => needs.some(need => need.sku === sku))
  const what = `shipment ${shipment} has ${pieces} of ${sku} more than order ${orderId} has to ship`
  if (concerned.length === 0)
    return {
      kind: 'invalid',
      message: `shipment ${shipment} has ${sku}, which order ${orderId} does not ask for`,
      hint: 'Correct the shipment in NetSuite; where the item stands for a SKU of TikTok Shop, map it with skuMap.',
    }
  const elsewhere = concerned.filter(
    ({ state, trackingNumber }) => state === 'shipped' && !trackingNumbers.includes(trackingNumber),
  )
  if (elsewhere.length > 0) {
    const numbers = [...new Set(elsewhere.map(unit => `${unit.trackingNumber} (${unit.carrier})`))].join(', ')
    return {
      kind: 'invalid',
      message: `${what}: on TikTok they left under ${numbers}, in NetSuite under ${trackingNumbers.join(', ')}`,
      hint: 'Somebody shipped them in Seller Center, or one shipment was entered twice. Correct the tracking on one side, then retry.',
    }
  }
  if (concerned.some(({ state }) => state === 'cancelled'))
    return {
      kind: 'invalid',
      message: `${what}: units of it are cancelled on TikTok`,
      hint: 'Stop the parcel, or wait for it to come back; the buyer is not charged for cancelled units.',
    }
  if (concerned.some(({ needs }) => needs.length > 1 || needs.some(need => need.pieces > pieces)))
    return {
      kind: 'invalid',
      message: `shipment ${shipment} has ${pieces} of ${sku}, which is not a whole unit of order ${orderId}`,
      hint: 'Parts of a bundle and packs ship together: put all of it into one shipment in NetSuite.',
    }
  return {
    kind: 'invalid',
    message: what,
    hint: 'Correct the quantity of the shipment in NetSuite, then retry.',
  }
}
