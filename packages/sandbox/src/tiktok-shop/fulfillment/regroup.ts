import type { Json } from '../../json.js'
import { isJsonObject } from '../../json.js'
import { textOf } from '../aftersales/list-filter.js'
import { ApiRefusal } from '../api-refusal.js'
import { changeOrder, isLive } from '../orders/change-order.js'
import type { Order } from '../orders/order.js'
import type { ShopCall } from '../shop-call.js'
import type { World } from '../world.js'
import { createPackage } from './arrange-shipment.js'
import { checkShippable, ownOrder, ownPackage } from './checks.js'
import { packagesOf, putPackage } from './move-package.js'
import type { Package } from './package.js'
import { refusalOf } from './ship.js'

/** Get Order Split Attributes. */
export const readSplitAttributes = ({ world, query }: ShopCall): Json => ({
  split_attributes: (Array.isArray(query['order_ids']) ? query['order_ids'] : []).flatMap(id => {
    const order = world.shop.orders.get(id)
    if (!order) return []
    const canSplit = order.status === 'AWAITING_SHIPMENT' && order.line_items.filter(isLive).length > 1
    return [
      {
        order_id: id,
        can_split: canSplit,
        must_split: false,
        must_split_reasons: [],
        reason: canSplit ? '' : 'The order cannot be split in its current status or has a single item.',
      },
    ]
  }),
})

/** Split Orders: every line of the order goes into one of the groups. */
export const splitOrder = ({ world, path, body }: ShopCall): Json => {
  const order = ownOrder(world, path['order_id'])
  checkShippable(world, order)
  const groups = toGroups(body['splittable_groups'], body['splittable_groups_v2'])
  const named = groups.flatMap(group => group.lineIds)
  const live = order.line_items.filter(isLive).map(line => line.id)
  const isPartition = named.length === live.length && live.every(id => named.includes(id))
  if (groups.length < 2 || !isPartition || order.status !== 'AWAITING_SHIPMENT')
    throw new ApiRefusal(21011035)
  for (const row of packagesOf(world, order))
    putPackage(world, { ...row, package_status: 'CANCELLED', orders: row.orders })
  const packages = groups.map(group => ({
    group,
    row: putPackage(world, { ...createPackage(world, order, group.lineIds), split_and_combine_tag: 'SPLIT' }),
  }))
  placeInPackages(
    world,
    order,
    packages.map(({ row }) => row),
    'SPLIT',
  )
  notifyRegrouped(
    world,
    'SPLIT',
    packages.map(({ row }) => row),
  )
  return {
    packages: packages.map(({ group, row }) => ({ id: row.package_id, splittable_group_id: group.id })),
  }
}

const toGroups = (first: Json | undefined, second: Json | undefined) => {
  const rows = Array.isArray(second) && second.length > 0 ? second : Array.isArray(first) ? first : []
  return rows.filter(isJsonObject).map(group => {
    const list = group['order_line_list']
    const ids = group['order_line_item_ids']
    return {
      id: textOf(group['id']),
      lineIds: Array.isArray(list)
        ? list.filter(isJsonObject).map(line => textOf(line['order_line_id']))
        : Array.isArray(ids)
          ? ids.map(String)
          : [],
    }
  })
}

/** Search Combinable Packages: orders of one buyer to one place, not yet shipped. The group's id is a package to be. */
export const searchCombinable = ({ world }: ShopCall): Json => {
  const groups = combinableGroups(world)
  return {
    combinable_packages: groups.map(({ id, orders }) => ({ id, order_ids: orders.map(order => order.id) })),
    next_page_token: '',
    total_count: groups.length,
  }
}

const combinableGroups = (world: World) => {
  const byBuyer = new Map<string, Order[]>()
  for (const head of world.shop.orders.heads()) {
    if (head.status !== 'AWAITING_SHIPMENT' || head.user_id === undefined) continue
    const order = world.shop.orders.get(head.id)
    if (order === undefined) continue
    if (order['split_or_combine_tag'] !== undefined || order.fulfillment_type === 'FULFILLMENT_BY_TIKTOK')
      continue
    const key = JSON.stringify([order.user_id, order['recipient_address'], order.warehouse_id])
    byBuyer.set(key, [...(byBuyer.get(key) ?? []), order])
  }
  return [...byBuyer.values()]
    .filter(orders => orders.length > 1)
    .map(orders => ({ id: `1154${(orders[0]?.id ?? '').slice(-14)}`, orders }))
}

/** Combine Package. What cannot be combined is told per group, under code 0. */
export const combinePackages = ({ world, body }: ShopCall): Json => {
  const groups = combinableGroups(world)
  const made: Package[] = []
  const rows = Array.isArray(body['combinable_packages'])
    ? body['combinable_packages'].filter(isJsonObject)
    : []
  const errors = rows.flatMap(row => {
    const id = textOf(row['id'])
    const refusal = refusalOf(() => {
      const group = groups.find(candidate => candidate.id === id)
      if (!group) throw new ApiRefusal(21011028)
      const wanted = Array.isArray(row['order_ids']) ? row['order_ids'].map(String) : []
      const orders =
        wanted.length === 0 ? group.orders : group.orders.filter(order => wanted.includes(order.id))
      if (orders.length < 2) throw new ApiRefusal(21011031)
      made.push(combineOrders(world, id, orders))
    })
    return refusal ? [{ code: refusal.code, message: refusal.message, detail: { package_id: id } }] : []
  })
  if (made.length > 0) notifyRegrouped(world, 'COMBINE', made)
  return {
    packages: made.map(row => ({ id: row.package_id, order_ids: row.orders.map(({ id }) => id) })),
    errors,
  }
}

const combineOrders = (world: World, id: string, orders: readonly Order[]): Package => {
  const [first] = orders
  if (!first) throw new ApiRefusal(21011031)
  const lineIds = orders.flatMap(order => order.line_items.filter(isLive).map(line => line.id))
  for (const order of orders)
    for (const row of packagesOf(world, order)) putPackage(world, { ...row, package_status: 'CANCELLED' })
  const made = putPackage(world, {
    ...createPackage(world, first, lineIds),
    package_id: id,
    orders: orders.map(order => ({ id: order.id })),
    split_and_combine_tag: 'COMBINE',
  })
  for (const order of orders) placeInPackages(world, order, [made], 'COMBINED')
  return made
}

/** Uncombine Packages: the named orders, or all, get packages of their own again. */
export const uncombinePackage = ({ world, path, body }: ShopCall): Json => {
  const row = ownPackage(world, path['package_id'])
  if (row.split_and_combine_tag !== 'COMBINE' || row.package_status !== 'TO_FULFILL')
    throw new ApiRefusal(21011005)
  const wanted = Array.isArray(body['order_ids']) ? body['order_ids'].map(String) : []
  const inside = row.orders.map(({ id }) => ownOrder(world, id))
  const named = wanted.length === 0 ? inside : inside.filter(order => wanted.includes(order.id))
  if (named.length < wanted.length) throw new ApiRefusal(21011029)
  // Two orders less one leave nothing combined.
  const leaving = inside.length - named.length < 2 ? inside : named
  const staying = inside.filter(order => !leaving.includes(order))
  const packages = leaving.map(order => {
    const lineIds = order.line_items.filter(isLive).map(line => line.id)
    const own = putPackage(world, createPackage(world, order, lineIds))
    placeInPackages(world, order, [own], undefined)
    return own
  })
  putPackage(world, {
    ...row,
    orders: staying.map(order => ({ id: order.id })),
    order_line_item_ids: staying.flatMap(order => order.line_items.filter(isLive).map(line => line.id)),
    ...(staying.length === 0 ? { package_status: 'CANCELLED' } : {}),
  })
  notifyRegrouped(world, 'CANCEL_COMBINE', packages)
  return {
    packages: packages.map(own => ({ id: own.package_id, order_ids: own.orders.map(({ id }) => id) })),
  }
}

const placeInPackages = (
  world: World,
  order: Order,
  packages: readonly Package[],
  tag: string | undefined,
): void => {
  const packageOf = (lineId: string) =>
    packages.find(row => row.order_line_item_ids.includes(lineId))?.package_id
  const { split_or_combine_tag: _tag, ...untagged } = order
  changeOrder(world, untagged, {
    packages: packages.map(row => ({ id: row.package_id })),
    ...(tag === undefined ? {} : { split_or_combine_tag: tag }),
    line_items: order.line_items.map(line => {
      const id = packageOf(line.id)
      return id === undefined ? line : { ...line, package_id: id, package_status: 'TO_FULFILL' }
    }),
  })
}

/** Topic 4: packages were regrouped. It does not fire on shipping. */
const notifyRegrouped = (world: World, kind: string, packages: readonly Package[]): void =>
  world.notify(4, {
    sc_type: kind,
    role_type: 'ROLE_SELLER',
    package_list: packages.map(row => ({
      package_id: row.package_id,
      order_id_list: row.orders.map(({ id }) => id),
    })),
    update_time: world.nowSecs,
  })
