import fc from 'fast-check'
import { expect, test } from 'vitest'
import { documentsIn, expectedIn, expectedTotals, totalsOf } from './documents.js'
import { weather } from './life.js'
import { type LivedWorld, liveAll, settleAll } from './live.js'

/** How many orders live; `pnpm lives` lives 20,000. A failure prints the seed; `LIVES_SEED` replays it. */
const lives = Number(process.env['LIVES'] ?? '500')
const livesInWorld = 50
const seed = process.env['LIVES_SEED']

test(
  'whatever happens to an order, its documents, stock and receivable add up to the cent',
  async () => {
    await fc.assert(
      fc.asyncProperty(weather(livesInWorld), async drawn => {
        const lived = await liveAll(drawn)
        expect(await parkedIn(lived)).toEqual([])
        const expected = await expectedIn(lived)
        expect(await documentsIn(lived)).toEqual(expected)
        expect(totalsOf(lived)).toEqual(expectedTotals(expected))
        expect(oversold(lived)).toEqual([])
        expect(differing(lived)).toEqual([])
        await settleAll(lived)
        expect(await parkedIn(lived)).toEqual([])
        expect(totalsOf(lived)).toMatchObject({ owed: 0 })
      }),
      {
        numRuns: Math.ceil(lives / livesInWorld),
        endOnFailure: true,
        ...(seed === undefined ? {} : { seed: Number(seed) }),
      },
    )
  },
  Math.max(300_000, lives * 3_000),
)

/** A parcel that left before its new address came is somebody's question, and has no document. */
const parkedIn = async ({ world }: LivedWorld) =>
  (await world.parked())
    .filter(({ step }) => step !== 'notShipped')
    .map(({ flow, traceKey, step, failure }) => `${flow} ${traceKey} ${step}: ${failure.message}`)

/** What TikTok showed is never more than NetSuite had for sale, whatever of the orders NetSuite knew by then. */
const oversold = ({ shown }: LivedWorld) => shown.flat().filter(sku => sku.shown > sku.forSale)

/** At the end both sides say the same of all three SKUs. */
const differing = ({ shown }: LivedWorld) => {
  const last = shown.at(-1) ?? []
  expect(last).toHaveLength(3)
  return last.filter(sku => sku.shown !== sku.forSale)
}
