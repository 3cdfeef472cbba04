import { type Afternoon, makeRandom } from '../afternoon.js'
import type { Result } from '../live-through.js'
import type { Publisher } from './publishers.js'
import { sendPeople } from './send-people.js'
import { openShopAtPeak } from './shop-at-peak.js'

const traceEveryMs = 10_000

/**
 * Lives through afternoons in one shop, a SKU for each, on the clock of the sandbox: the real flows read and write both systems
 * through their clients, each call takes a second or two, and two in a hundred are refused, cut or lost and tried again.
 */
export const liveInSandbox = async (
  afternoons: readonly Afternoon[],
  publisher: Publisher,
  seed: number,
): Promise<readonly Result[]> => {
  const shop = await openShopAtPeak(afternoons, makeRandom(seed))
  const { time, rushes, startMs, endMs, world } = shop
  for (const rush of rushes) sendPeople(shop, rush)
  const traces = rushes.map(() => [] as { shown: number; free: number }[])
  for (let ms = startMs; ms < endMs; ms += traceEveryMs)
    time.at(ms, async () => {
      for (const [index, { skuId, shelf }] of rushes.entries())
        traces[index]?.push({ shown: await shop.shown(skuId), free: Math.max(0, shelf.free) })
    })
  const works = Promise.all(publisher(shop))
  // Awaited below; until then nobody hears of what breaks.
  works.catch(() => undefined)
  await time.runUntil(endMs)
  const calls = world.sandbox.calls.count()
  const results = rushes.map(({ shelf: { oversold, hidden, sold } }, index) => ({
    oversold,
    hidden,
    sold,
    calls: Math.round(calls / rushes.length),
    trace: traces[index] ?? [],
  }))
  // What is under way comes to its end.
  await time.runUntil(Number.POSITIVE_INFINITY)
  await works
  return results
}
