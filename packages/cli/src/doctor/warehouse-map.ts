import type { JsonObject, ProbeFinding } from '@tiktok-ns/flow-engine'
import { type DoctorCheck, lookUp } from './doctor-check.js'
import { type Place, placesOf } from './places.js'

/** Settings whose keys are TikTok's warehouse ids. `warehouses` are those whose stock is set. */
const warehouseSettings = ['locations', 'warehouses', 'damagedLocations']

/** Warehouses that a flow's settings map to locations are the shop's, are open, and share no location. */
export const warehouseMap: DoctorCheck = {
  subject: 'warehouses',
  asks: ['shop'],
  check: async ({ settings, shop }, context) => {
    const mapped = placesOf({ settings }, warehouseSettings)
    if (mapped.length === 0) return []
    const ids = mapped.map(({ warehouse }) => warehouse)
    const found = await lookUp(context, shop, 'warehousesById', ids)
    const rowOf = ({ warehouse }: Place): JsonObject | undefined => found.get(warehouse)?.[0]
    // TikTok's own warehouses have ids of their own in its interface for FBT.
    const others = mapped.filter(one => rowOf(one) === undefined && one.setting !== 'warehouses')
    const fbt = await lookUp(
      context,
      shop,
      'fbtWarehousesById',
      others.map(({ warehouse }) => warehouse),
    )
    const problems = [
      ...mapped
        .filter(one => rowOf(one) === undefined && (fbt.get(one.warehouse) ?? []).length === 0)
        .map(unknown),
      ...mapped.flatMap(one => (one.setting === 'warehouses' ? (notForSale(one, rowOf(one)) ?? []) : [])),
      ...twiceBehind(mapped.filter(({ setting }) => setting === 'warehouses')),
    ]
    return problems.length > 0
      ? problems
      : [{ ok: true, message: `the ${mapped.length} warehouses in the settings are the shop's` }]
  },
}

type Found = Omit<ProbeFinding, 'subject'>

const unknown = ({ setting, warehouse: id }: Place): Found => ({
  ok: false,
  message: `${setting} names the warehouse ${id}, which the shop does not have`,
  next: `Put the shop's own warehouse id there (Seller Center > Shipping > Warehouses), or take ${id} out of ${setting}.`,
})

const notForSale = ({ warehouse: id }: Place, row: JsonObject | undefined): Found | undefined => {
  const name = `warehouses names ${String(row?.['name'])} (${id})`
  if (row?.['effect_status'] === 'DISABLED')
    return {
      ok: false,
      message: `${name}, which is closed in TikTok Shop: its stock is not set`,
      next: `Open it in Seller Center > Shipping > Warehouses, or take ${id} out of warehouses.`,
    }
  if (row?.['type'] === 'RETURN_WAREHOUSE')
    return {
      ok: false,
      message: `${name}, which takes returns: nothing is sold from it, and its stock is not set`,
      next: `Name the warehouse there that sells, or take ${id} out of warehouses.`,
    }
  return undefined
}

/** A location behind two warehouses would be shown, and sold, twice. */
const twiceBehind = (mapped: readonly Place[]): readonly Found[] => {
  const byLocation = new Map<string, string[]>()
  for (const { warehouse, locations } of mapped)
    for (const location of locations)
      byLocation.set(location, [...(byLocation.get(location) ?? []), warehouse])
  return [...byLocation]
    .filter(([, ids]) => ids.length > 1)
    .map(([location, ids]) => ({
      ok: false,
      message: `the location ${location} stands behind ${ids.length} warehouses (${ids.join(', ')}): what lies there is shown in each of them`,
      next: 'Name each location behind one warehouse.',
    }))
}
