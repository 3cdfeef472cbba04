import { z } from 'zod'
import type { Allocation } from './allocate-units.js'
import type { PlannedPackage } from './plan-packages.js'

/**
 * A package that TikTok has made, as "Get Package Detail" tells it: where sellers hand over packages, units are in one from the
 * start.
 */
export const shopPackage = z.looseObject({
  package_id: z.string(),
  package_status: z.string().default(''),
  orders: z.array(z.looseObject({ id: z.string() })).default([]),
  order_line_item_ids: z.array(z.string()).default([]),
})
export type ShopPackage = z.infer<typeof shopPackage>

/** Units of an order that have to become a package of their own before they can be handed over. */
export interface SplitGroup {
  readonly id: string
  readonly order_line_item_ids: readonly string[]
}

export type ReadyPackage =
  | { readonly kind: 'ready'; readonly packageId: string }
  | { readonly kind: 'split'; readonly groups: readonly SplitGroup[]; readonly group: string }
  | { readonly kind: 'wait'; readonly orderId: string }
  | { readonly kind: 'impossible'; readonly reason: string }

export interface PackageQuestion {
  readonly orderId: string
  /** The dispatch at work. */
  readonly dispatchId: string
  readonly planned: PlannedPackage
  readonly packages: readonly ShopPackage[]
  /** What each dispatch of the order ships. */
  readonly allocations: ReadonlyMap<string, Allocation>
  /** Units of the order that are not cancelled. */
  readonly liveUnitIds: readonly string[]
  /** Whether another order's goods have left under this number too. */
  readonly hasLeft: (orderId: string, trackingNumber: string) => boolean
}

/** Which of TikTok's packages the units are, or how to make them one. */
export const readyPackage = (question: PackageQuestion): ReadyPackage => {
  const { orderId, dispatchId, planned, packages, allocations, liveUnitIds, hasLeft } = question
  const around = packages.filter(({ order_line_item_ids: ids }) =>
    planned.unitIds.some(id => ids.includes(id)),
  )
  const [only, ...others] = around
  if (only === undefined) return { kind: 'impossible', reason: 'TikTok has no package for these units yet' }
  if (others.length > 0)
    return {
      kind: 'impossible',
      reason: `the units are in ${around.length} packages on TikTok (${around.map(each => each.package_id).join(', ')}), and NetSuite ships them as one`,
    }
  const companion = only.orders.find(({ id }) => id !== orderId && !hasLeft(id, planned.trackingNumber))
  if (companion !== undefined) return { kind: 'wait', orderId: companion.id }
  const isOfOrder = (id: string): boolean => liveUnitIds.includes(id)
  const ownUnits = only.order_line_item_ids.filter(isOfOrder)
  if (ownUnits.every(id => planned.unitIds.includes(id))) return { kind: 'ready', packageId: only.package_id }
  if (only.orders.length > 1 || ownUnits.length < liveUnitIds.length)
    return {
      kind: 'impossible',
      reason: `only a part of the package ${only.package_id} is shipped, and TikTok splits whole orders only`,
    }
  const shipped = [...allocations].map(([id, { open }]) => ({ id, units: open.map(unit => unit.id) }))
  const rest = ownUnits.filter(id => !shipped.some(({ units }) => units.includes(id)))
  const groups = [...shipped, { id: 'rest', units: rest }]
    .filter(({ units }) => units.length > 0)
    .map(({ id, units }) => ({ id, order_line_item_ids: units }))
  return { kind: 'split', groups, group: dispatchId }
}
