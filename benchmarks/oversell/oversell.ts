import { writeFileSync } from 'node:fs'
import { type Benchmark, bar, round } from '../benchmark.js'
import { type Afternoon, makeAfternoon } from './afternoon.js'
import { liveThrough, type Result, type Strategy } from './live-through.js'
import { picture } from './picture.js'
import { clairvoyant, informed, naivePush, ours, sweepOnly } from './strategies.js'

const scales = { full: { seeds: 200 }, tiny: { seeds: 1 } }

/** The defaults were chosen by looking at afternoons 1 to 400; these are others. */
const firstSeed = 10_001

const strategies: Readonly<Record<string, (afternoon: Afternoon) => Strategy>> = {
  'sweep only': sweepOnly,
  'naive push every 15 minutes': () => naivePush(),
  'naive push with 1,500 kept back': () => naivePush(1_500),
  'ours, default settings': () => ours(),
  'sees all but unreported sales elsewhere': afternoon => informed(afternoon, 0.05),
  clairvoyant,
}

/** Beside each other in the picture. */
const drawn: readonly string[] = ['naive push every 15 minutes', 'ours, default settings']

const pictured = new URL('../../docs/pictures/oversell.svg', import.meta.url)

export const oversell: Benchmark = {
  name: 'oversell',
  question:
    'When a SKU goes viral while other channels sell it too: how many units are oversold, and how many hidden?',
  measure: async scale => {
    const { seeds } = scales[scale]
    const lived = Object.entries(strategies).map(([name, open]) => ({
      name,
      results: Array.from({ length: seeds }, (_, seed) => {
        const afternoon = makeAfternoon(firstSeed + seed)
        return liveThrough(afternoon, open(afternoon))
      }),
    }))
    if (scale === 'full')
      writeFileSync(
        pictured,
        picture(
          lived
            .filter(({ name }) => drawn.includes(name))
            .flatMap(({ name, results: [result] }) =>
              result === undefined ? [] : [{ title: name, result }],
            ),
        ),
      )
    const of = (name: string): readonly Result[] => lived.find(each => each.name === name)?.results ?? []
    const clean = of('ours, default settings').filter(({ oversold }) => oversold === 0).length / seeds
    const hidden = (name: string): number => mean(of(name).map(result => result.hidden))
    const hiddenOf = (other: string): number => hidden('ours, default settings') / Math.max(1, hidden(other))
    return {
      setup: `${seeds} afternoons of four hours: a rush of 1,500 to 5,000 orders an hour, other channels, receipts, an hour's hold, cancellations, parked orders, late and failing calls. A light model on a clock of seconds; the rule is the flow's own code.`,
      rows: lived.map(({ name, results }) => ({
        strategy: name,
        'afternoons without overselling, %': round(
          (100 * results.filter(({ oversold }) => oversold === 0).length) / seeds,
        ),
        'oversold, mean': round(mean(results.map(result => result.oversold))),
        'oversold, most': Math.max(...results.map(result => result.oversold)),
        'hidden, mean': round(mean(results.map(result => result.hidden))),
        'sold, mean': round(mean(results.map(result => result.sold))),
        'calls, mean': round(mean(results.map(result => result.calls))),
      })),
      bars: [
        bar('afternoons in which ours oversells nothing', 'at least', 95, 100 * clean, ' %'),
        bar(
          'what ours hides, of what a naive push hides',
          'at most',
          0.5,
          hiddenOf('naive push every 15 minutes'),
        ),
        bar(
          'what ours hides, of what a naive push hides that never oversells',
          'at most',
          0.5,
          hiddenOf('naive push with 1,500 kept back'),
        ),
      ],
    }
  },
}

const mean = (numbers: readonly number[]): number =>
  numbers.reduce((sum, each) => sum + each, 0) / Math.max(1, numbers.length)
