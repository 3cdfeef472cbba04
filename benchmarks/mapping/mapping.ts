import { compileTemplate } from '../../packages/flow-engine/src/expressions/compile-template.js'
import { type Benchmark, bar, round } from '../benchmark.js'
import { inTurns } from '../measure.js'
import { order, settings, template } from './order.js'

const scales = { full: { orders: 20_000, rounds: 9 }, tiny: { orders: 10, rounds: 1 } }

const scope = {
  record: order,
  settings,
  steps: {},
  connections: { shop: { key: 'US1' } },
  run: { id: 'run-1', startedAt: '2026-03-02T12:00:00Z' },
}

/** The engine's own function, without the record's way through a run: that is what the bar speaks of. */
const map = compileTemplate(template)

export const mapping: Benchmark = {
  name: 'mapping',
  question: 'What does the mapping of one order cost?',
  measure: async scale => {
    const { orders, rounds } = scales[scale]
    const [measured] = await inTurns([{ name: 'mapping', work: () => mapMany(orders) }], rounds)
    const microseconds = ((measured?.cpuMs ?? Number.NaN) * 1000) / orders
    return {
      setup: `A template of 22 fields (dates, money, text, an address, lines) for an order of 3 lines, ${orders} times; median of ${rounds} rounds.`,
      rows: [{ mapping: 'sales order', 'µs an order': round(microseconds) }],
      bars: [bar('the mapping of an order', 'at most', 15, microseconds, ' µs')],
    }
  },
}

const mapMany = (orders: number): void => {
  for (let index = 0; index < orders; index += 1) map(scope)
}
