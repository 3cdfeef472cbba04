import { type DoctorCheck, entriesOf, lookUp } from './doctor-check.js'

/** Settings whose keys are TikTok's warehouse ids. */
const warehouseSettings = ['locations', 'warehouses']

/** Warehouses that a flow's settings map to locations are the shop's. */
export const warehouseMap: DoctorCheck = {
  subject: 'warehouses',
  asks: ['shop'],
  check: async ({ settings, shop }, context) => {
    const mapped = warehouseSettings.flatMap(setting =>
      entriesOf(settings, setting).map(([id]) => ({ setting, id })),
    )
    if (mapped.length === 0) return []
    const found = await lookUp(
      context,
      shop,
      'warehousesById',
      mapped.map(({ id }) => id),
    )
    const unknown = mapped.filter(({ id }) => (found.get(id) ?? []).length === 0)
    return unknown.length === 0
      ? [{ ok: true, message: `the ${mapped.length} warehouses in the settings are the shop's` }]
      : unknown.map(({ setting, id }) => ({
          ok: false,
          message: `${setting} names the warehouse ${id}, which the shop does not have`,
          next: `Put the shop's own warehouse id there (Seller Center > Shipping > Warehouses), or take ${id} out of ${setting}.`,
        }))
  },
}
