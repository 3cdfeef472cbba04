import { type DoctorCheck, lookUp } from './doctor-check.js'
import { placesOf } from './places.js'

/** The names on both sides of a map of warehouses: what exists may still be another one, and a name is seen at once. */
export const locationMap: DoctorCheck = {
  subject: 'location map',
  asks: ['shop', 'erp'],
  check: async (flow, context) => {
    const places = placesOf(flow)
    if (places.length === 0) return []
    const query = 'SELECT id, name FROM location WHERE id IN (?)'
    const ids = places.flatMap(({ locations }) => locations).filter(id => /^\d+$/.test(id))
    const [warehouses, locations] = await Promise.all([
      lookUp(
        context,
        flow.shop,
        'warehousesById',
        places.map(({ warehouse }) => warehouse),
      ),
      lookUp(context, flow.erp, 'suiteql', ids, { query, key: 'id' }),
    ])
    const named = (names: typeof warehouses, id: string): string =>
      `${id} (${names.get(id)?.[0]?.['name'] ?? '?'})`
    const pairs = places.map(
      place =>
        `${named(warehouses, place.warehouse)} is ${place.locations.map(id => named(locations, id)).join(' and ')}`,
    )
    return [{ ok: true, message: `warehouse ${pairs.join('; ')}: look whether the names belong together` }]
  },
}
