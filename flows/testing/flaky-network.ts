import type { FaultRuleInput } from '@tiktok-ns/sandbox'

/**
 * Faults that strike calls to both systems: refusals, errors, lost answers, cut connections, some after the write was done.
 *
 * @param probability How often each kind strikes a call; there are eight kinds.
 */
export const flakyNetwork = (probability = 0.01): readonly FaultRuleInput[] => [
  { probability, fault: { kind: 'rate-limited', retryAfterSecs: 1 } },
  { probability, fault: { kind: 'status', status: 503 } },
  { probability, fault: { kind: 'status', status: 500 } },
  { probability, fault: { kind: 'timeout', when: 'before', holdMs: 0 } },
  { probability, fault: { kind: 'timeout', when: 'after', holdMs: 0 } },
  { probability, fault: { kind: 'reset', when: 'before' } },
  { probability, fault: { kind: 'reset', when: 'after' } },
  { probability, fault: { kind: 'truncated-json' } },
]
