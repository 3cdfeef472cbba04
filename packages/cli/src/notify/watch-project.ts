import type { Clock, FlowPlan, RunEntry, Store } from '@tiktok-ns/flow-engine'
import type { Alert } from './alert.js'
import type { NotifySpec } from './notify-spec.js'

export interface WatchProjectOptions {
  readonly plans: readonly FlowPlan[]
  readonly store: Pick<Store, 'listParked' | 'listPauses' | 'listRuns'>
  readonly spec: Pick<NotifySpec, 'staleHours' | 'quietFactor'>
  readonly clock: Pick<Clock, 'now'>
}

const hourMs = 60 * 60_000

/** What nobody's run tells: errors that stay open, and flows that have seen nothing for longer than usual. */
export const watchProject = async (options: WatchProjectOptions): Promise<readonly Alert[]> => {
  const pauses = await options.store.listPauses()
  const found = await Promise.all(
    options.plans.map(async ({ flow }) => [
      ...(await findStale(flow, options)),
      ...(pauses.has(flow) ? [] : await findQuiet(flow, options)),
    ]),
  )
  return found.flat()
}

const findStale = async (
  flow: string,
  { store, spec: { staleHours }, clock }: WatchProjectOptions,
): Promise<readonly Alert[]> => {
  const [oldest] = await store.listParked({ flow, status: 'open', limit: 1 })
  if (oldest === undefined || clock.now() - oldest.firstParkedAtMs < staleHours * hourMs) return []
  return [
    {
      kind: 'errors-stale',
      group: `stale ${flow}`,
      title: `errors have been open since ${new Date(oldest.firstParkedAtMs).toISOString()}, the oldest at ${oldest.step}: ${oldest.failure.message}`,
      next: 'See `tiktok-ns errors`; retry, assign or resolve them.',
      flow,
      record: oldest.traceKey,
    },
  ]
}

/** Fewer pauses than this say nothing about what is usual. */
const fewestPauses = 5
const runsLookedAt = 1_000

const findQuiet = async (
  flow: string,
  { store, spec: { quietFactor }, clock }: WatchProjectOptions,
): Promise<readonly Alert[]> => {
  const seen = (await store.listRuns({ flow, limit: runsLookedAt })).filter(sawSomething)
  const [last] = seen
  const pauses = seen
    .slice(1)
    .map((run, index) => (seen[index]?.startedAtMs ?? run.startedAtMs) - run.startedAtMs)
  if (last === undefined || pauses.length < fewestPauses) return []
  const usualMs = Math.max(hourMs, ...pauses)
  const quietMs = clock.now() - last.startedAtMs
  if (quietMs < usualMs * quietFactor) return []
  return [
    {
      kind: 'nothing-seen',
      group: `quiet ${flow}`,
      title: `nothing has been seen for ${inHours(quietMs)}; the longest pause before was ${inHours(usualMs)}`,
      next: 'See `tiktok-ns status` and `tiktok-ns doctor`: does the schedule run, and may the account still read?',
      flow,
    },
  ]
}

const sawSomething = ({ report }: RunEntry): boolean =>
  report !== undefined && report.counts.written + report.counts.failed > 0

const inHours = (ms: number): string => `${Math.round(ms / hourMs)} h`
