import type { FlowPlan, RunReport } from '@tiktok-ns/flow-engine'
import type { FlowRunner, RunBounds } from '../operations/local-operations.js'

/** Lets each flow do one thing at a time: schedule, webhooks and people wait for their turn. Flows do not wait for each other. */
export interface RunQueue extends FlowRunner {
  /** `begins` is called when it is the flow's turn. */
  run(plan: FlowPlan, options: RunBounds, begins?: () => void): Promise<RunReport>
  isBusy(flow: string): boolean
  /** Resolves when nothing is under way any more. */
  idle(): Promise<void>
}

export const createRunQueue = (runner: FlowRunner): RunQueue => {
  const turns = new Map<string, { readonly last: Promise<unknown>; readonly count: number }>()

  const inTurn = (flow: string, act: () => Promise<RunReport>): Promise<RunReport> => {
    const before = turns.get(flow)
    const mine = (before?.last ?? Promise.resolve()).then(act)
    // Whoever comes next waits for the end of this one, whatever became of it.
    const last = mine.catch(() => undefined).then(() => leave(flow))
    turns.set(flow, { last, count: (before?.count ?? 0) + 1 })
    return mine
  }

  const leave = (flow: string): void => {
    const turn = turns.get(flow)
    if (turn === undefined) return
    if (turn.count === 1) turns.delete(flow)
    else turns.set(flow, { ...turn, count: turn.count - 1 })
  }

  return {
    run: (plan, options, begins) =>
      inTurn(plan.flow, () => {
        begins?.()
        return runner.run(plan, options)
      }),
    retry: (plan, options) => inTurn(plan.flow, () => runner.retry(plan, options)),
    isBusy: flow => turns.has(flow),
    idle: async () => {
      while (turns.size > 0) await Promise.all([...turns.values()].map(({ last }) => last))
    },
  }
}
