import { recordSchemas } from '../../generated/record-schemas.js'
import { readEach } from '../resources/resource.js'
import { toJson } from '../to-json.js'
import type { Lookup } from './lookup.js'

/** Packages by their ids, each with the orders and the units that are in it. */
export const packagesById: Lookup = {
  description: {
    summary: 'Packages by their ids, with the orders and units in them; one call each.',
    match: recordSchemas.package,
  },
  lookupMany: async (client, { keys }, context) => {
    const found = await readEach(keys, id => client.packages.get(id, context))
    return keys.map(key => ({
      key,
      matches: found.filter(({ package_id: id }) => id === key).map(toJson),
    }))
  },
}
