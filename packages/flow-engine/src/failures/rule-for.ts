import type { Ending, FailureRule, FlowPlan, StepPlan } from '../compile/flow-plan.js'
import type { FailureKind } from './failure.js'

/** The step's own rule for a kind, else one lent by the steps around it, else the flow's. */
export const ruleFor = (kind: FailureKind, step: StepPlan, plan: FlowPlan): FailureRule =>
  step.onFailure[kind] ?? step.around?.[kind] ?? plan.onFailure[kind] ?? { then: 'park' }

/** How long to wait before try number `attempt + 1`; undefined when the tries are used up. */
export const delayBefore = (
  rule: FailureRule,
  attempt: number,
  retryAfterMs: number | undefined,
  random: number,
): number | undefined => {
  if (rule.then !== 'retry' || attempt >= rule.retry.attempts) return undefined
  const { firstDelayMs, maxDelayMs } = rule.retry
  const doubled = Math.min(maxDelayMs, firstDelayMs * 2 ** (attempt - 1))
  return Math.max(retryAfterMs ?? 0, Math.round(doubled * (0.5 + random / 2)))
}

/** What a rule comes to once no more tries are made. */
export const endingOf = (rule: FailureRule): Ending => (rule.then === 'retry' ? rule.retry.finally : rule)
