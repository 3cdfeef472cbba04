import { setMaxListeners } from 'node:events'
import { type CallLog, createCallLog } from './calls.js'
import { createSandboxClock, type SandboxClockOptions } from './clock.js'
import { createFaultInjector } from './faults/fault-injector.js'
import type { FaultRuleInput } from './faults/fault-rule.js'
import { createRandom } from './random.js'
import type { SandboxCore, SystemKey } from './sandbox-system.js'

export interface SandboxCoreOptions {
  readonly clock?: SandboxClockOptions
  readonly faults?: readonly FaultRuleInput[]
  /** Real milliseconds each answer takes: one number for both systems, or one each. Default 0. */
  readonly latencyMs?: number | Partial<Record<SystemKey, number>>
  /** Seed of all draws. Default 1. */
  readonly randomSeed?: number | string
  readonly calls?: CallLog
  /** How webhooks are sent; default the global `fetch`. */
  readonly fetch?: typeof fetch
}

/** What both systems share, and the way to let go of what is held. */
export const createSandboxCore = ({
  clock = {},
  faults = [],
  latencyMs = 0,
  randomSeed = 1,
  calls = createCallLog(),
  fetch = globalThis.fetch,
}: SandboxCoreOptions = {}): SandboxCore & { close(): void } => {
  const random = createRandom(randomSeed)
  const closing = new AbortController()
  setMaxListeners(0, closing.signal) // every answer that is held listens
  const latency =
    typeof latencyMs === 'number' ? { 'tiktok-shop': latencyMs, netsuite: latencyMs } : latencyMs
  return {
    clock: createSandboxClock(clock),
    random,
    faults: createFaultInjector(random.fork('faults'), faults),
    calls,
    latencyMs: { 'tiktok-shop': latency['tiktok-shop'] ?? 0, netsuite: latency.netsuite ?? 0 },
    fetch,
    closing: closing.signal,
    close: () => closing.abort(),
  }
}
