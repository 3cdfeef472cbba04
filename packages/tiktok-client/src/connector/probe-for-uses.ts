import type { CallContext, ConnectionUse, ProbeContext, ProbeFinding } from '@tiktok-ns/flow-engine'
import { findVersions } from '../find-versions.js'
import { webhookTopics } from '../generated/webhook-topics.js'
import type { TikTokShopClient } from '../tiktok-shop-client.js'
import { callsOf } from './calls-of-parts.js'

const noUse: ConnectionUse = { resources: [], lookups: [], imports: [], webhooks: [] }

/** Tries the connection, and whether it may do what flows do with it, for how long, and where it is told of changes. */
export const probeForUses = async (
  client: TikTokShopClient,
  { signal, uses = noUse, webhookUrl }: ProbeContext,
  now: () => number,
): Promise<readonly ProbeFinding[]> => {
  const calls = callsOf(uses)
  const found = await client.probe({ signal, scopes: calls.map(({ scopes }) => scopes) })
  const answers = found.every(({ ok, subject }) => ok || subject !== 'shop') && found[0]?.ok === true
  return [
    ...found,
    ...findVersions(calls, now()),
    ...(answers ? await findSubscriptions(client, uses.webhooks, webhookUrl, { signal }) : []),
  ]
}

/** TikTok answers "success" to a deletion that deletes nothing, and forgets an address without a word: so it is looked at. */
const findSubscriptions = async (
  client: TikTokShopClient,
  topics: readonly string[],
  wanted: string | undefined,
  context: CallContext,
): Promise<readonly ProbeFinding[]> => {
  const events = Object.values(webhookTopics).flatMap(({ topic, eventType }) =>
    eventType !== undefined && topics.includes(topic) ? [eventType] : [],
  )
  if (events.length === 0) return []
  const subject = 'webhooks'
  const registered = await client.webhooks.list(context)
  const addressOf = new Map(registered.map(({ event_type: event, address }) => [event, address]))
  const elsewhere = events.filter(event => wanted !== undefined && addressOf.get(event) !== wanted)
  if (elsewhere.length > 0)
    return elsewhere.map(event => ({
      ok: false,
      subject,
      message: `${event} goes to ${addressOf.get(event) ?? "the app's own URL, as this shop has none for it"}, and not to ${wanted}`,
      next: 'Register the address for this shop again ("Update Shop Webhook"); until then, changes come with the next sweep.',
    }))
  const places = events.map(event => `${event} to ${addressOf.get(event) ?? "the app's own URL"}`)
  return [{ ok: true, subject, message: `TikTok sends ${places.join(', ')}` }]
}
