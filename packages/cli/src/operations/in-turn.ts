import type { FlowPlan, RunReport } from '@tiktok-ns/flow-engine'

/** Flows depend on each other (orders before cancellations), so they run one after the other. */
export const inTurn = async (
  plans: readonly FlowPlan[],
  act: (plan: FlowPlan) => Promise<RunReport>,
): Promise<readonly RunReport[]> => {
  const reports: RunReport[] = []
  for (const plan of plans) reports.push(await act(plan))
  return reports
}
