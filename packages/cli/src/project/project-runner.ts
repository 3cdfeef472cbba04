import {
  type Clock,
  type Connector,
  type FlowPlan,
  type RunObserver,
  retryParked,
  runFlow,
  type Store,
} from '@tiktok-ns/flow-engine'
import type { FlowRunner } from '../operations/local-operations.js'
import { openTelemetry } from '../output/open-telemetry.js'
import { together } from '../output/together.js'
import { openHost } from './open-host.js'
import type { Project } from './open-project.js'
import { refuseWrites } from './refuse-writes.js'
import { withoutShopWrites } from './without-shop-writes.js'

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
  /** The machine's when left out. */
  readonly clock?: Clock | undefined
}

/** Runs a project's flows with its accounts and its store. */
export const createProjectRunner = ({
  project,
  store,
  connections,
  watch,
  signal: stopping,
  endingFor,
  clock,
}: ProjectRunnerOptions): FlowRunner => {
  const telemetry = openTelemetry()
  const open = async (flow: string, reached = connections) => {
    refuseWrites(project)
    const [own, traced] = [watch(flow), await telemetry]
    const observer = traced === undefined ? own : together(own, traced)
    const host = { ...openHost(project, flow, { store, connections: reached, clock }), observer }
    const signal = endingFor === undefined ? stopping : AbortSignal.any([stopping, endingFor(flow)])
    return { host, signal, done: () => own.done?.() }
  }
  return {
    run: async (plan, { backfill = false, ...bounds }) => {
      const reached = backfill ? withoutShopWrites(connections) : connections
      const { host, signal, done } = await open(plan.flow, reached)
      const patient: FlowPlan = backfill ? { ...plan, priority: 'bulk' } : plan
      return runFlow(patient, host, { ...bounds, signal }).finally(done)
    },
    retry: async (plan, filter) => {
      const { host, signal, done } = await open(plan.flow)
      return retryParked(plan, host, { ...filter, signal }).finally(done)
    },
  }
}
