import type { CheckedFlow } from './doctor-check.js'
import { entriesOf } from './doctor-check.js'

/** A warehouse of the shop's and the NetSuite locations that a flow says stand for it. */
export interface Place {
  readonly setting: string
  readonly warehouse: string
  readonly locations: readonly string[]
}

/** Settings that map a shop's warehouses to locations: to one, or to several whose stock is added up. */
const placeSettings = ['locations', 'warehouses']

/** Where a flow's settings say that a warehouse's goods lie. */
export const placesOf = (
  { settings }: Pick<CheckedFlow, 'settings'>,
  names: readonly string[] = placeSettings,
): readonly Place[] =>
  names.flatMap(setting =>
    entriesOf(settings, setting).map(([warehouse, value]) => ({
      setting,
      warehouse,
      locations: (Array.isArray(value) ? value : [value]).map(String),
    })),
  )
