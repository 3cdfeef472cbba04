import { createRequestGate } from '../../packages/client-kit/src/request-gate.js'
import { type Benchmark, bar, round } from '../benchmark.js'
import { median } from '../measure.js'
import { createSimulatedTime } from '../simulated-time.js'

const scales = { full: { changes: 20_000 }, tiny: { changes: 200 } }
const [limit, latencyMs, minuteMs] = [5, 300, 60_000]
const ordersAMinute = 300

type Place = Parameters<ReturnType<typeof createRequestGate>['run']>[1]

/** How stock's calls stand in line beside those of orders. */
const lines: Readonly<Record<string, { readonly orders: Place; readonly stock: Place }>> = {
  'one line for all': { orders: {}, stock: {} },
  'flows take turns': { orders: { caller: 'orders' }, stock: { caller: 'stock' } },
  'stock is bulk, as the flows say': {
    orders: { caller: 'orders' },
    stock: { caller: 'stock', priority: 'bulk' },
  },
}

export const storm: Benchmark = {
  name: 'storm',
  question: "When stock changes in a storm, how long do orders wait for a place among NetSuite's requests?",
  measure: async scale => {
    const { changes } = scales[scale]
    const rows = []
    for (const [name, places] of Object.entries(lines)) {
      const { orderWaits, doneMs } = await weather(changes, places)
      rows.push({
        line: name,
        'wait of an order, median, ms': round(median(orderWaits)),
        'wait of an order, most, ms': Math.max(...orderWaits),
        'all stock done, min': round(doneMs / 60_000),
      })
    }
    const ours = rows.at(-1)
    return {
      setup: `${changes} changes of stock within a minute, each a call of its own (the flows need far fewer), beside ${ordersAMinute} orders; ${limit} requests at once, ${latencyMs} ms each, in simulated time through the clients' own gate.`,
      rows,
      bars: [
        bar(
          "an order's longest wait, in latencies",
          'at most',
          2,
          Number(ours?.['wait of an order, most, ms'] ?? Number.POSITIVE_INFINITY) / latencyMs,
        ),
      ],
    }
  },
}

const weather = async (
  changes: number,
  { orders, stock }: { readonly orders: Place; readonly stock: Place },
) => {
  const time = createSimulatedTime()
  const gate = createRequestGate({ maxConcurrent: limit, clock: time.clock })
  const orderWaits: number[] = []
  let doneMs = 0
  const call = () => time.clock.wait(latencyMs)
  for (let index = 0; index < changes; index += 1)
    time.at(Math.floor((index * minuteMs) / changes), () => {
      void gate.run(call, stock).then(() => {
        doneMs = time.clock.now()
      })
    })
  for (let index = 0; index < ordersAMinute; index += 1)
    time.at(Math.floor((index * minuteMs) / ordersAMinute), () => {
      void gate.run(call, { ...orders, onStart: waitedMs => orderWaits.push(waitedMs) })
    })
  await time.runUntil(Number.POSITIVE_INFINITY)
  return { orderWaits, doneMs }
}
