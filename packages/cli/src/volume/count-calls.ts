import type { Store } from '@tiktok-ns/flow-engine'
import type { ProjectSpec } from '../project/project-file.js'

/** Calls of one connection in one month. */
export interface CallCount {
  /** `2026-11`, UTC. */
  readonly month: string
  readonly connection: string
  readonly runs: number
  readonly calls: number
}

/** More runs than a year of a busy project has. */
const allRuns = 1_000_000

/** Counts the calls that runs have made since an instant, by month and connection, from their reports. */
export const countCalls = async (
  store: Pick<Store, 'listRuns'>,
  flows: ProjectSpec['flows'],
  sinceMs: number,
): Promise<readonly CallCount[]> => {
  const counts = new Map<string, CallCount>()
  for (const { flow, startedAtMs, report } of await store.listRuns({ sinceMs, limit: allRuns })) {
    const month = new Date(startedAtMs).toISOString().slice(0, 7)
    for (const [own, calls] of Object.entries(report?.calls ?? {})) {
      const connection = flows[flow]?.connections[own] ?? own
      const name = `${month} ${connection}`
      const known = counts.get(name) ?? { month, connection, runs: 0, calls: 0 }
      counts.set(name, { ...known, runs: known.runs + 1, calls: known.calls + calls })
    }
  }
  return [...counts].sort(([left], [right]) => left.localeCompare(right)).map(([, count]) => count)
}
