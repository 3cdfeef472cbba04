import { toJson } from '../to-json.js'
import { type Resource, text, toOnePage } from './resource.js'

/** The shop's warehouses, returns' and TikTok's own among them. */
export const warehouses: Resource = {
  description: {
    summary:
      "The shop's warehouses, those for returns and TikTok's own among them, and whether they are open.",
    record: {
      type: 'object',
      properties: { id: text, name: text, type: text, sub_type: text, effect_status: text },
    },
    where: { type: 'object', additionalProperties: false, properties: {} },
    cursorFields: {},
    idField: 'id',
    maxPageSize: 100,
  },
  async *exportPages(client, { ids }, context) {
    const found = await client.logistics.warehouses(context)
    yield* toOnePage(found.filter(({ id = '' }) => ids?.includes(id) ?? true).map(toJson))
  },
}
