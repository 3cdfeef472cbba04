import type { CheckedFlow, SettingsFinding } from './doctor-check.js'
import { placesOf } from './places.js'

/**
 * Warehouses of one shop that flows map to different locations: orders would commit stock at one, while another's is published.
 *
 * Each of them exists, so that only the comparison shows it. The first flow of a shop that maps a warehouse is what others are
 * compared with.
 */
export const comparePlaces = (flows: readonly CheckedFlow[]): readonly SettingsFinding[] => {
  const first = new Map<string, { readonly flow: string; readonly locations: readonly string[] }>()
  return flows.flatMap(flow =>
    placesOf(flow).flatMap(({ setting, warehouse, locations }) => {
      const name = JSON.stringify([flow.shop, flow.erp, warehouse])
      const known = first.get(name)
      if (known === undefined) {
        first.set(name, { flow: flow.name, locations })
        return []
      }
      const together = locations.some(location => known.locations.includes(location))
      return together
        ? []
        : [
            {
              ok: false,
              where: flow.name,
              subject: 'location map',
              message: `${setting} says that warehouse ${warehouse} is location ${locations.join(', ')}, and in the flow ${known.flow} it is ${known.locations.join(', ')}`,
              next: 'Name the same location in both: orders would commit stock at one, while the stock of the other is sold.',
            },
          ]
    }),
  )
}
