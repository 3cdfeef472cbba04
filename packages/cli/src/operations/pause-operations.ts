import type { FlowPause, FlowPlan, RunReport, Store } from '@tiktok-ns/flow-engine'
import { inTurn } from './in-turn.js'
import { type Operations, operationTable } from './operation-table.js'

export interface PauseOperationsOptions {
  readonly store: Pick<Store, 'addAudit' | 'listPauses' | 'pauseFlow' | 'resumeFlow'>
  /** The flows named, or all. */
  readonly chosen: (named: readonly string[]) => readonly string[]
  readonly load: (flows: readonly string[]) => readonly FlowPlan[]
  readonly run: (plan: FlowPlan) => Promise<RunReport>
  readonly now: () => number
  /** Hears that somebody has paused or resumed flows. */
  readonly onPauses: () => Promise<void>
}

/** Pausing flows, and letting them go on. */
export const pauseOperations = ({
  store,
  chosen,
  load,
  run,
  now,
  onPauses,
}: PauseOperationsOptions): Pick<Operations, 'pause' | 'resume'> => ({
  pause: async input => {
    const { flows, why, by } = operationTable.pause.input.parse(input)
    const paused = chosen(flows)
    for (const flow of paused) {
      const atMs = now()
      await store.pauseFlow({ flow, sinceMs: atMs, by, ...(why === undefined ? {} : { why }) })
      await store.addAudit({ atMs, by, action: 'flow.pause', flow, after: why ?? null })
    }
    await onPauses()
    return { paused }
  },
  resume: async input => {
    const { flows, by } = operationTable.resume.input.parse(input)
    const pauses = await store.listPauses()
    // One catches up before the next begins: what a return needs of its order is there when the return comes.
    return inTurn(load(chosen(flows).filter(flow => pauses.has(flow))), async plan => {
      await store.resumeFlow(plan.flow)
      await store.addAudit({ atMs: now(), by, action: 'flow.resume', flow: plan.flow })
      await onPauses()
      return run(plan)
    })
  },
})

/** Why a flow does not run now, and how it does again. */
export const sayPaused = ({ flow, sinceMs, by, why }: FlowPause): string =>
  `${flow} is paused since ${new Date(sinceMs).toISOString()} by ${by}${why === undefined ? '' : ` (${why})`}; \`tiktok-ns resume ${flow}\` lets it go on`
