import { text } from '../resources/resource.js'
import { toJson } from '../to-json.js'
import type { Lookup } from './lookup.js'

/** Reasons that a request may be rejected with now. They differ by request and change: never written down anywhere else. */
export const rejectReasons: Lookup = {
  description: {
    summary: 'Reasons that a cancellation or return may be rejected with, by its id; one call each.',
    match: { type: 'object', properties: { name: text, text } },
  },
  lookupMany: (client, { keys }, context) =>
    Promise.all(
      keys.map(async key => {
        const reasons = await client.aftersales.rejectReasons(key, context)
        return { key, matches: reasons.map(toJson) }
      }),
    ),
}
