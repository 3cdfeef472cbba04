import type { Order } from '../orders/order.js'
import type { World } from '../world.js'
import type { Package } from './package.js'

export const packagesOf = (world: World, order: Order): readonly Package[] =>
  (order.packages ?? []).flatMap(({ id }) => world.shop.packages.get(id) ?? [])

/** Everything of an order goes the same way at the same time. */
export const moveOrderPackages = (world: World, order: Order, status: string): void => {
  for (const row of packagesOf(world, order)) {
    if (row.package_status !== 'CANCELLED') putPackage(world, { ...row, package_status: status })
  }
}

export const putPackage = (world: World, row: Package): Package => {
  const changed = { ...row, update_time: Math.max(row.update_time, world.nowSecs) }
  world.shop.packages.put(changed)
  return changed
}

/** Cancelled lines leave their packages; an empty package is cancelled. */
export const cancelPackageLines = (world: World, order: Order, lineIds: ReadonlySet<string>): void => {
  for (const row of packagesOf(world, order)) {
    const left = row.order_line_item_ids.filter(id => !lineIds.has(id))
    if (left.length === row.order_line_item_ids.length) continue
    putPackage(world, {
      ...row,
      ...(left.length === 0 ? { package_status: 'CANCELLED' } : { order_line_item_ids: left }),
    })
  }
}
