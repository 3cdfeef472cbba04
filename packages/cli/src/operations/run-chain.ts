import type { FlowPlan, RunReport } from '@tiktok-ns/flow-engine'
import type { FlowRunner, RunBounds } from './local-operations.js'

export interface RunChainOptions {
  readonly runner: Pick<FlowRunner, 'run'>
  /** Makes flows ready to run, by their names in the project; those that are not to run are left out. */
  readonly load: (flows: readonly string[]) => readonly FlowPlan[]
  /** What those that were chosen read. Those that only follow read what has changed. */
  readonly bounds: RunBounds
}

/**
 * Runs flows one after the other, each after those it follows, and with them what they name under `then`.
 *
 * A flow runs once, however many it follows. One that was not chosen runs when one before it has come to its end.
 */
export const runChain = async (
  chosen: readonly FlowPlan[],
  { runner, load, bounds }: RunChainOptions,
): Promise<readonly RunReport[]> => {
  const reports: RunReport[] = []
  const completed = new Set<string>()
  const plans = startsOthers(bounds) ? withFollowers(chosen, load) : chosen
  for (const plan of inOrder(plans)) {
    const before = plans.find(({ flow, then }) => completed.has(flow) && then.includes(plan.flow))
    const isChosen = chosen.some(({ flow }) => flow === plan.flow)
    if (!isChosen && before === undefined) continue
    const reason = before === undefined ? 'command' : (`after ${before.flow}` as const)
    const report = await runner.run(plan, { ...(isChosen ? bounds : {}), reason })
    reports.push(report)
    if (report.state === 'completed') completed.add(plan.flow)
  }
  return reports
}

/** Whoever names records, or fills in what is old, wants those treated, and nothing else. */
export const startsOthers = ({ ids, backfill }: RunBounds): boolean => ids === undefined && backfill !== true

const withFollowers = (plans: readonly FlowPlan[], load: RunChainOptions['load']): readonly FlowPlan[] => {
  const missing = plans
    .flatMap(({ then }) => then)
    .filter((name, index, names) => names.indexOf(name) === index && plans.every(({ flow }) => flow !== name))
  const more = missing.length === 0 ? [] : load(missing)
  return more.length === 0 ? plans : withFollowers([...plans, ...more], load)
}

/** Those that others follow come first; else as they were given. */
const inOrder = (plans: readonly FlowPlan[]): readonly FlowPlan[] => {
  const ordered: FlowPlan[] = []
  const place = (plan: FlowPlan): void => {
    if (ordered.includes(plan)) return
    for (const before of plans) if (before.then.includes(plan.flow)) place(before)
    ordered.push(plan)
  }
  plans.forEach(place)
  return ordered
}
