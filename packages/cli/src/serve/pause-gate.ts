import type { Failure, FlowPause, Store } from '@tiktok-ns/flow-engine'

/** Keeps paused flows from starting, and ends what is under way when they are paused. */
export interface PauseGate {
  /** Looks at the store again: somebody has paused or resumed flows. */
  refresh(): Promise<void>
  /** Resolves when the flow is not paused; rejects when the signal is aborted first. */
  whenOpen(flow: string, signal: AbortSignal): Promise<void>
  /** Aborted, with a failure as its reason, when the flow is paused. */
  pausing(flow: string): AbortSignal
}

export const createPauseGate = (store: Pick<Store, 'listPauses'>): PauseGate => {
  let pauses: ReadonlyMap<string, FlowPause> = new Map()
  const controllers = new Map<string, AbortController>()
  let waiting: (() => void)[] = []

  return {
    refresh: async () => {
      pauses = await store.listPauses()
      for (const [flow, controller] of controllers) {
        const pause = pauses.get(flow)
        if (pause === undefined) continue
        controllers.delete(flow)
        controller.abort(toReason(pause))
      }
      const woken = waiting
      waiting = []
      for (const wake of woken) wake()
    },
    whenOpen: async (flow, signal) => {
      for (;;) {
        signal.throwIfAborted()
        if (!pauses.has(flow)) return
        await new Promise<void>(resolve => {
          waiting.push(resolve)
          signal.addEventListener('abort', () => resolve(), { once: true })
        })
      }
    },
    pausing: flow => {
      const controller = controllers.get(flow) ?? new AbortController()
      controllers.set(flow, controller)
      return controller.signal
    },
  }
}

/** What the report of a run says that was ended by a pause. */
const toReason = ({ flow, by, why }: FlowPause): Failure => ({
  kind: 'unknown',
  message: `The flow ${flow} was paused by ${by}${why === undefined ? '' : `: ${why}`}`,
  hint: `tiktok-ns resume ${flow} lets it go on where it is.`,
})
