import type { Benchmark } from './benchmark.js'
import { callsPerOrder } from './calls-per-order/calls-per-order.js'
import { gate } from './gate/gate.js'
import { mapping } from './mapping/mapping.js'
import { oversell } from './oversell/oversell.js'
import { sandboxSize } from './sandbox-size/sandbox-size.js'
import { settlement } from './settlement/settlement.js'
import { stockLatency } from './stock-latency/stock-latency.js'
import { storm } from './storm/storm.js'
import { sweep } from './sweep/sweep.js'
import { trails } from './trails/trails.js'
import { transports } from './transports/transports.js'
import { webhooks } from './webhooks/webhooks.js'

/** All there are, in the order in which `pnpm bench` runs them. */
export const benchmarks: readonly Benchmark[] = [
  transports,
  gate,
  callsPerOrder,
  mapping,
  webhooks,
  trails,
  sandboxSize,
  oversell,
  stockLatency,
  storm,
  sweep,
  settlement,
]
