import { writeFileSync } from 'node:fs'
import { type Benchmark, bar, type Row, round } from '../benchmark.js'
import { type Afternoon, makeAfternoon } from './afternoon.js'
import { liveInSandbox } from './in-sandbox/live-in-sandbox.js'
import { publishers } from './in-sandbox/publishers.js'
import { liveThrough, type Result, type Strategy } from './live-through.js'
import { picture } from './picture.js'
import { clairvoyant, informed, naivePush, ours, sweepOnly } from './strategies.js'

/** `OVERSELL_SHOPS` takes fewer shops into the sandbox, on a machine that is busy: each is minutes of work. */
const scales = {
  full: {
    seeds: 200,
    shops: Number(process.env['OVERSELL_SHOPS'] ?? '2'),
    skus: 3,
    secs: Number.POSITIVE_INFINITY,
  },
  tiny: { seeds: 1, shops: 1, skus: 1, secs: 240 },
}

/** The defaults were chosen by looking at afternoons 1 to 400; these are others. */
const firstSeed = 10_001

const naive = 'naive push every 15 minutes'
const careful = 'naive push with 1,500 kept back'
const own = 'ours, default settings'

const strategies: Readonly<Record<string, (afternoon: Afternoon) => Strategy>> = {
  'sweep only': sweepOnly,
  [naive]: () => naivePush(),
  [careful]: () => naivePush(1_500),
  [own]: () => ours(),
  'sees all but unreported sales elsewhere': afternoon => informed(afternoon, 0.05),
  clairvoyant,
}

/** Beside each other in the picture. */
const drawn: readonly string[] = [naive, own]

const pictured = new URL('../../docs/pictures/oversell.svg', import.meta.url)

/** What came of a strategy, and where it was lived through. */
interface Lived {
  readonly where: string
  readonly name: string
  readonly results: readonly Result[]
}

export const oversell: Benchmark = {
  name: 'oversell',
  question:
    'When a SKU goes viral while other channels sell it too: how many units are oversold, and how many hidden?',
  measure: async scale => {
    const { seeds, shops, skus, secs } = scales[scale]
    const afternoons = (count: number): readonly Afternoon[] =>
      Array.from({ length: count }, (_, index) => {
        const made = makeAfternoon(firstSeed + index)
        return { ...made, seconds: Math.min(made.seconds, secs) }
      })
    const model = liveInModel('model', strategies, afternoons(seeds))
    if (scale === 'full') writePicture(model)
    const sandbox = await liveInShops(shops, skus, afternoons)
    // Draws of the model and of the sandbox differ, buyers do not.
    const same = liveInModel(
      'model, the same afternoons',
      pick(strategies, Object.keys(publishers)),
      afternoons(shops * skus),
    )
    const of = (lived: readonly Lived[], wanted: string): readonly Result[] =>
      lived.find(({ name }) => name === wanted)?.results ?? []
    const hiddenBeside = (other: string): number =>
      hidden(of(model, own)) / Math.max(1, hidden(of(model, other)))
    return {
      setup: `Afternoons of four hours: a rush of 1,500 to 5,000 orders an hour, other channels, receipts, an hour's hold, cancellations, parked orders, late and failing calls. ${seeds} of them in a light model on a clock of seconds, in which the rule is the flow's own code; ${shops * skus} in the sandbox on its moved clock, ${skus} to a shop, with the real flows, a second or two for each call, 2 in 100 calls refused, cut or lost, webhooks late, twice or never. Calls in the sandbox are all calls, those of the order import too.`,
      rows: [...model, ...sandbox, ...same].map(toRow),
      bars: [
        bar('afternoons in which ours oversells nothing', 'at least', 95, clean(of(model, own)), ' %'),
        bar('the same in the sandbox', 'at least', 95, clean(of(sandbox, own)), ' %'),
        bar('what ours hides, of what a naive push hides', 'at most', 0.5, hiddenBeside(naive)),
        bar(
          'what ours hides, of what a naive push hides that never oversells',
          'at most',
          0.5,
          hiddenBeside(careful),
        ),
      ],
    }
  },
}

const liveInModel = (
  where: string,
  chosen: Readonly<Record<string, (afternoon: Afternoon) => Strategy>>,
  afternoons: readonly Afternoon[],
): readonly Lived[] =>
  Object.entries(chosen).map(([name, open]) => ({
    where,
    name,
    // Each strategy meets an afternoon anew: its draws are used up by living through it.
    results: afternoons.map(({ seed, seconds }) => {
      const afternoon = { ...makeAfternoon(seed), seconds }
      return liveThrough(afternoon, open(afternoon))
    }),
  }))

const liveInShops = async (
  shops: number,
  skus: number,
  afternoons: (count: number) => readonly Afternoon[],
): Promise<readonly Lived[]> => {
  const lived: Lived[] = []
  for (const [name, publisher] of Object.entries(publishers)) {
    const results: Result[] = []
    for (let shop = 0; shop < shops; shop += 1) {
      const own = afternoons(shops * skus).slice(shop * skus, (shop + 1) * skus)
      results.push(...(await liveInSandbox(own, publisher, firstSeed + shop)))
    }
    lived.push({ where: 'sandbox', name, results })
  }
  return lived
}

const pick = <Value>(all: Readonly<Record<string, Value>>, names: readonly string[]): Record<string, Value> =>
  Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name)))

const writePicture = (lived: readonly Lived[]): void =>
  writeFileSync(
    pictured,
    picture(
      lived
        .filter(({ name }) => drawn.includes(name))
        .flatMap(({ name, results: [result] }) => (result === undefined ? [] : [{ title: name, result }])),
    ),
  )

const toRow = ({ where, name, results }: Lived): Row => ({
  'lived in': where,
  strategy: name,
  'without overselling, %': round(clean(results)),
  'oversold, mean': round(mean(results.map(({ oversold }) => oversold))),
  'oversold, most': Math.max(...results.map(({ oversold }) => oversold)),
  'hidden, mean': round(hidden(results)),
  'free and not shown, unit-hours': round(mean(results.map(unitHoursHidden))),
  'sold, mean': round(mean(results.map(({ sold }) => sold))),
  'calls, mean': round(mean(results.map(({ calls }) => calls))),
})

const clean = (results: readonly Result[]): number =>
  (100 * results.filter(({ oversold }) => oversold === 0).length) / Math.max(1, results.length)

const hidden = (results: readonly Result[]): number => mean(results.map(result => result.hidden))

/** Whether or not a buyer came for them. */
const unitHoursHidden = ({ trace }: Result): number =>
  trace.reduce((sum, { free, shown }) => sum + Math.max(0, free - shown), 0) / 360

const mean = (numbers: readonly number[]): number =>
  numbers.reduce((sum, each) => sum + each, 0) / Math.max(1, numbers.length)
