import { type Connector, type RunObserver, retryParked, runFlow, type Store } from '@tiktok-ns/flow-engine'
import type { FlowRunner } from '../operations/local-operations.js'
import { openHost } from './open-host.js'
import type { Project } from './open-project.js'

export interface ProjectRunnerOptions {
  readonly project: Project
  readonly store: Store
  /** Connectors by the connection's name in the project. One for each account, so that all flows share its limits. */
  readonly connections: ReadonlyMap<string, Connector>
  /** Hears what happens in a flow's run, until it is `done`. */
  readonly watch: (flow: string) => RunObserver & { done?(): void }
  /** Ends runs gracefully. */
  readonly signal: AbortSignal
  /** Ends a flow's runs gracefully too: when a system it needs is lost, or when somebody pauses it. */
  readonly endingFor?: (flow: string) => AbortSignal
}

/** Runs a project's flows with its accounts and its store. */
export const createProjectRunner = ({
  project,
  store,
  connections,
  watch,
  signal: stopping,
  endingFor,
}: ProjectRunnerOptions): FlowRunner => {
  const open = (flow: string) => {
    const observer = watch(flow)
    const host = { ...openHost(project, flow, { store, connections }), observer }
    const signal = endingFor === undefined ? stopping : AbortSignal.any([stopping, endingFor(flow)])
    return { host, signal, done: () => observer.done?.() }
  }
  return {
    run: (plan, bounds) => {
      const { host, signal, done } = open(plan.flow)
      return runFlow(plan, host, { ...bounds, signal }).finally(done)
    },
    retry: (plan, filter) => {
      const { host, signal, done } = open(plan.flow)
      return retryParked(plan, host, { ...filter, signal }).finally(done)
    },
  }
}
