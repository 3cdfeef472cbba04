import type { FlowPlan, RunEntry, Store } from '@tiktok-ns/flow-engine'

/** How many runs of a flow are looked through. */
const lookBack = 50

export interface MissedStart {
  readonly next: FlowPlan
  readonly before: FlowPlan
}

/**
 * Flows that should have run after others, and have not: the process ended between the end of the one and the start of the other, or
 * while the other was at work.
 *
 * What named records are read for starts nothing, and so does a retry; of a `command` the store does not know whether it named some.
 * A follower that runs once too often reads what has changed, and that is nothing.
 */
export const missedStarts = async (
  plans: readonly FlowPlan[],
  store: Pick<Store, 'listRuns'>,
): Promise<readonly MissedStart[]> => {
  const runsOf = new Map<string, readonly RunEntry[]>()
  for (const { flow } of plans) runsOf.set(flow, await store.listRuns({ flow, limit: lookBack }))
  return plans.flatMap(before => {
    const last = runsOf.get(before.flow)?.find(startsOthers)
    if (last?.endedAtMs === undefined) return []
    const { endedAtMs } = last
    return plans
      .filter(({ flow }) => before.then.includes(flow) && !hasRunSince(runsOf.get(flow) ?? [], endedAtMs))
      .map(next => ({ next, before }))
  })
}

const startsOthers = ({ report, reason }: RunEntry): boolean =>
  report?.state === 'completed' && reason !== 'webhook' && reason !== 'retry'

const hasRunSince = (runs: readonly RunEntry[], sinceMs: number): boolean =>
  runs.some(({ startedAtMs, endedAtMs }) => startedAtMs >= sinceMs && endedAtMs !== undefined)
