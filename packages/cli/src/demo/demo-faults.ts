import type { Fault, FaultRuleInput } from '@tiktok-ns/sandbox'

/** How often each kind strikes a call. Together about one call in six goes wrong. */
const chance = 0.02

const everywhere: readonly Fault[] = [
  { kind: 'rate-limited', retryAfterSecs: 1 },
  { kind: 'status', status: 503 },
  { kind: 'status', status: 500 },
  { kind: 'timeout', when: 'before', holdMs: 300 },
  { kind: 'timeout', when: 'after', holdMs: 300 },
  { kind: 'reset', when: 'before' },
  { kind: 'reset', when: 'after' },
  { kind: 'truncated-json' },
  { kind: 'slow', delayMs: 150 },
]

/** What `--faults` switches on: refusals, errors, lost answers and cut connections, some after the write was done. */
export const demoFaults: readonly FaultRuleInput[] = everywhere.map(fault => ({ probability: chance, fault }))
