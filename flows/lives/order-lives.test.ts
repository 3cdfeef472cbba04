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
        expect(tooMuch(lived)).toEqual([])
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

/** What the flow publishes is never more than the rules allow of what is free at that moment, whatever NetSuite knows by then. */
const tooMuch = ({ published }: LivedWorld) => published.filter(({ shown, allowed }) => shown > allowed)

/** After each sweep both sides say the same of all three SKUs, and of the kit of two of them. */
const differing = ({ swept }: LivedWorld) => {
  for (const skus of swept) expect(skus).toHaveLength(4)
  return swept.flat().filter(({ shown, allowed }) => shown !== allowed)
}
