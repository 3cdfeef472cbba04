import type { Warehouse } from '../../resources/logistics/logistics.js'
import type { TikTokShopClient } from '../../tiktok-shop-client.js'
import { text } from '../resources/resource.js'
import { toJson } from '../to-json.js'
import type { Lookup, LookupContext } from './lookup.js'

/** How long the shop's warehouses are believed to be as they were read. */
const believedMs = 60 * 60_000

interface Known {
  readonly warehouses: readonly Warehouse[]
  readonly untilMs: number
}

const known = new WeakMap<TikTokShopClient, Known>()

/** The shop's warehouses, returns' and TikTok's own among them; one call for all, and once an hour. */
export const warehousesById: Lookup = {
  description: {
    summary:
      "The shop's warehouses by their id, TikTok's own among them; one call for all, remembered for an hour.",
    match: { type: 'object', properties: { id: text, name: text, type: text, effect_status: text } },
  },
  lookupMany: async (client, { keys }, context) => {
    const warehouses = await readWarehouses(client, context)
    return keys.map(key => ({ key, matches: warehouses.filter(({ id }) => id === key).map(toJson) }))
  },
}

const readWarehouses = async (
  client: TikTokShopClient,
  context: LookupContext,
): Promise<readonly Warehouse[]> => {
  const kept = known.get(client)
  if (kept !== undefined && kept.untilMs > context.now()) return kept.warehouses
  const warehouses = await client.logistics.warehouses(context)
  known.set(client, { warehouses, untilMs: context.now() + believedMs })
  return warehouses
}
