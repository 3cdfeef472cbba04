import { defineHook, type Json } from '@tiktok-ns/flow-engine'
import { z } from 'zod'
import { type Claims, claimsOn } from './claims.js'
import { driftCause } from './drift-cause.js'
import { freeUnits, type Part } from './free-units.js'
import { type Listing, type PublishInput, publishInput } from './publish-input.js'
import { applyRules } from './publish-rules.js'

/** What one warehouse of a SKU is to show, and how that came about. */
export interface WarehouseQuantity {
  readonly warehouse_id: string
  readonly quantity: number
  /** What TikTok had when it was worked out. Whatever is sold until it is written comes off. */
  readonly seen: number
  readonly free: number
  readonly unbooked: number
  readonly margin: number
  readonly write_margin: number
  /** Why TikTok most likely shows something else; left out where it does not. */
  readonly cause?: string
}

/** Products whose stock TikTok takes, and shows to buyers as soon as they can see the product. */
const openStatuses: ReadonlySet<string> = new Set(['ACTIVATE', 'SELLER_DEACTIVATED', 'SCHEDULED'])

/**
 * What a SKU is to show in each of its warehouses that has locations behind it. Warehouses without any are not ours to set, and
 * nothing is sold from those that are closed or take returns.
 */
export const quantitiesOf = (listing: Listing, input: PublishInput): readonly WarehouseQuantity[] =>
  listing.warehouse_inventory
    .filter(({ warehouse_id: id }) => Object.hasOwn(input.warehouses, id))
    .filter(({ warehouse_id: id }) => !isClosed(id, input) && input.places[id]?.type !== 'RETURN_WAREHOUSE')
    .map(({ warehouse_id: id, available_quantity: seen }) => {
      const claims = input.family.parts.map(({ item }) => claimsOn(item, id, listing, input))
      const locations = (input.warehouses[id] ?? []).filter(
        location => !input.suspendedLocations.includes(location),
      )
      const freeBut = (kept: (claim: Claims) => number): number =>
        freeUnits(partsOf(listing, claims.map(kept), input), locations, input.count)
      const within = (kept: (claim: Claims) => number) => {
        const free = freeBut(claim => claim.unbooked + kept(claim))
        return { free, allowed: applyRules(free, input.rules, freeBut(kept) - free) }
      }
      const isSuspended =
        input.family.isinactive === 'T' || input.suspendedItems.includes(input.family.itemid)
      const most = (pick: (claim: Claims) => number): number => Math.max(...claims.map(pick))
      const { free, allowed: lowest } = within(({ writeMargin }) => writeMargin)
      const { allowed: highest } = within(({ margin }) => margin)
      const quantity = isSuspended ? 0 : leftAlone(seen, lowest, highest)
      return {
        warehouse_id: id,
        quantity,
        seen,
        free,
        unbooked: most(({ unbooked }) => unbooked),
        margin: most(({ margin }) => margin),
        write_margin: most(({ writeMargin }) => writeMargin),
        ...(quantity === seen
          ? {}
          : { cause: driftCause(seen, quantity, lastPublished(listing.id, id, input)) }),
      }
    })

/** Kinds and states that TikTok adds later are taken for open: it refuses what it does not take. */
const isClosed = (id: string, { places }: PublishInput): boolean => places[id]?.effect_status === 'DISABLED'

/** A write may cross with a sale, and TikTok takes its own sales off by itself: as long as it shows no more than is safe, none is made. */
const leftAlone = (seen: number, lowest: number, highest: number): number =>
  seen >= lowest && seen <= highest ? seen : lowest

const lastPublished = (skuId: string, warehouseId: string, { last }: PublishInput): number | undefined =>
  last?.skus.find(sku => sku.sku_id === skuId)?.inventory.find(stock => stock.warehouse_id === warehouseId)
    ?.quantity

/** How many of the item a unit of the SKU is. */
const packOf = ({ id, seller_sku: sku }: Listing, { packs }: PublishInput): number =>
  packs.find(pack => pack.sku === id || pack.sku === sku?.trim())?.units ?? 1

const partsOf = (listing: Listing, taken: readonly number[], input: PublishInput): readonly Part[] => {
  const { family, stock } = input
  const units = packOf(listing, input)
  return family.parts.map(({ item, quantity }, index) => ({
    item,
    perUnit: quantity * units,
    taken: taken[index] ?? 0,
    stock: (stock[item] ?? []).map(row => ({
      location: row.location,
      available: row.quantityavailable,
      onHand: row.quantityonhand,
      onOrder: row.quantityonorder,
      backOrdered: row.quantitybackordered,
    })),
  }))
}

/** Lowering is never put off. Raising is, where it would hardly be noticed: every write may cross with a sale. */
export const isWorthWriting = (
  quantities: readonly WarehouseQuantity[],
  raisesFromPercent: number,
): boolean =>
  quantities.some(({ quantity, seen }) =>
    quantity < seen ? true : quantity > seen && (quantity - seen) * 100 >= seen * raisesFromPercent,
  )

/** Decides for SKUs of TikTok Shop that sell one item what each of their warehouses shows. */
export const toPublish = defineHook({
  over: 'record',
  summary:
    "Works out what TikTok Shop's SKUs of an item may show: what is free in NetSuite, less what is sold and not booked, less a margin for sales that cannot be known yet, by the merchant's rules.",
  arguments: JSON.parse(JSON.stringify(z.toJSONSchema(publishInput, { io: 'input' }))),
  answer: {
    type: 'object',
    properties: {
      skus: { type: 'array', items: { type: 'object' } },
      waiting: { type: 'array', items: { type: 'string' } },
    },
  },
  run: ({ arguments: given }) => {
    const parsed = publishInput.safeParse(given)
    if (!parsed.success) return { failure: { kind: 'mapping', message: z.prettifyError(parsed.error) } }
    const input = parsed.data
    if (input.family.parts.length === 0) {
      return {
        failure: {
          kind: 'mapping',
          message: `NetSuite counts no stock of ${input.family.itemid}`,
          hint: 'Take the SKU out of this flow with unmanagedSkus, or map it to an item that is kept in stock.',
        },
      }
    }
    const worked = input.listings.map(listing => ({ listing, inventory: quantitiesOf(listing, input) }))
    const unmapped = worked.find(({ listing }) => !isMapped(listing, input))
    if (unmapped !== undefined) return { failure: noWarehouse(unmapped.listing) }
    if (worked.every(({ inventory }) => inventory.length === 0))
      return { skip: 'all its warehouses are closed in TikTok Shop, or take returns' }
    const wanted = worked.filter(({ inventory }) => isWorthWriting(inventory, input.raisesFromPercent))
    const waiting = wanted.filter(({ listing }) => !isOpen(listing.product_status))
    const skus = wanted
      .filter(({ listing }) => isOpen(listing.product_status))
      .map(({ listing, inventory }) => ({
        sku_id: listing.id,
        product_id: listing.product_id,
        inventory: inventory.map(quantity => ({ ...quantity })),
        closed: listing.warehouse_inventory
          .map(({ warehouse_id: id }) => id)
          .filter(id => isClosed(id, input)),
      }))
    if (skus.length === 0 && waiting.length === 0) return { skip: 'TikTok Shop shows what it should' }
    const answer: Json = { skus, waiting: waiting.map(({ listing }) => toReason(listing)) }
    return { answer }
  },
})

/** Statuses that TikTok adds later are tried: it refuses what it does not take. */
const isOpen = (status: string | undefined): boolean =>
  status === undefined || openStatuses.has(status) || !knownStatuses.has(status)

const knownStatuses: ReadonlySet<string> = new Set([
  ...openStatuses,
  'DRAFT',
  'PENDING',
  'FAILED',
  'PLATFORM_DEACTIVATED',
  'FREEZE',
  'DELETED',
])

const toReason = ({ id, product_id: product, product_status: status = '' }: Listing): string =>
  `SKU ${id} of product ${product} is ${status}${reasons[status] ?? ''}`

const reasons: Readonly<Record<string, string>> = {
  PENDING: ', TikTok reviews it',
  FAILED: ', its review failed',
  FREEZE: ', TikTok has frozen it',
}

const isMapped = ({ warehouse_inventory: rows }: Listing, { warehouses }: PublishInput): boolean =>
  rows.some(({ warehouse_id: id }) => Object.hasOwn(warehouses, id))

const noWarehouse = ({ id, warehouse_inventory: warehouses }: Listing) => ({
  kind: 'mapping' as const,
  message: `SKU ${id} lies in no warehouse that has locations behind it; it is in ${warehouses.map(row => row.warehouse_id).join(', ') || 'none'}`,
  hint: 'Add its warehouse to the setting warehouses.',
})
