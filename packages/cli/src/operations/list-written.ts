import type { HistoryEntry, Store } from '@tiktok-ns/flow-engine'
import { WrongInputError } from '../commands/command-context.js'

export interface WrittenFilter {
  /** How a run's id begins; the newest run when there is neither this nor a version. */
  readonly runId?: string | undefined
  readonly flow?: string | undefined
  /** All runs of this version of their flow. */
  readonly version?: string | undefined
  readonly limit: number
}

const mostRuns = 10_000

/** The records that a run wrote, or all runs of a version, newest first. */
export const listWritten = async (
  store: Pick<Store, 'listRuns' | 'readHistory'>,
  { runId, flow, version, limit }: WrittenFilter,
): Promise<readonly HistoryEntry[]> => {
  const ofFlow = flow === undefined ? {} : { flow }
  const ofVersion = version === undefined ? {} : { version }
  const isNewest = runId === undefined && version === undefined
  const runs = await store.listRuns({ ...ofFlow, ...ofVersion, limit: isNewest ? 1 : mostRuns })
  const wanted = runs.filter(run => run.runId.startsWith(runId ?? ''))
  if (wanted.length === 0 && !isNewest)
    throw new WrongInputError(
      `there is no run ${runId ?? `of version ${version}`}; \`tiktok-ns runs\` lists them`,
    )
  const written: HistoryEntry[] = []
  for (const run of version === undefined ? wanted.slice(0, 1) : wanted) {
    if (written.length === limit) break
    const left = limit - written.length
    written.push(
      ...(await store.readHistory({ runId: run.runId, status: 'written', limit: left, ...ofFlow })),
    )
  }
  return written
}
