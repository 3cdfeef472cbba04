import type { FlowPlan } from '../compile/flow-plan.js'
import { compileTemplate } from '../expressions/compile-template.js'
import type { JsonObject } from '../json.js'
import { createMemoryStore } from '../memory-store/create-memory-store.js'
import { cursorName } from '../pipeline/open-exports.js'
import type { ConnectorDescription, ExportRequest } from '../ports/connector.js'
import type { Hooks } from '../ports/hooks.js'
import type { RunEvent } from '../ports/run-observer.js'
import type { ParkedRecord } from '../ports/store.js'
import type { Outcome } from '../run/outcome.js'
import { retryParked } from '../run/retry-parked.js'
import { runFlow } from '../run/run-flow.js'
import type { RunReport } from '../run/run-report.js'
import { fakeClock } from './fake-clock.js'
import { fakeSystems, pagesOf } from './fake-host.js'
import type { FlowTestRun } from './flow-test-spec.js'

/** What one run of a case came to. */
export interface CaseRun {
  /** In the order of the records. */
  readonly outcomes: readonly Outcome[]
  readonly payloads: Readonly<Record<string, readonly JsonObject[]>>
  readonly requests: readonly ExportRequest[]
  readonly report: RunReport
  readonly parked: readonly ParkedRecord[]
  readonly cursors: Readonly<Record<string, number | undefined>>
}

/** A run, and what a case expects of it. */
export interface PlayedRun {
  readonly expect: FlowTestRun['expect']
  readonly run: CaseRun
}

export interface CaseHost {
  readonly connectors: readonly ConnectorDescription[]
  readonly hooks: Hooks
}

/** Runs a flow as often as a case says, with one store and one clock. Records are treated one after the other. */
export const runFlowCase = async (
  plan: FlowPlan,
  runs: readonly FlowTestRun[],
  { connectors, hooks }: CaseHost,
): Promise<readonly PlayedRun[]> => {
  const steady = { ...plan, concurrency: 1, pagesInFlight: 1 }
  const store = createMemoryStore()
  const clock = fakeClock()
  const done: PlayedRun[] = []
  for (const run of runs) {
    // Without a time of its own, a run starts a minute after the one before: at the same instant it would have nothing to read.
    clock.set(run.at === undefined ? clock.now() + 60_000 : Date.parse(run.at))
    for (const [cache, values] of Object.entries(run.caches ?? {}))
      await store.writeCache(
        cache,
        Object.entries(values).map(([key, value]) => ({ key, value })),
      )
    const systems = fakeSystems(plan, run, connectors, hooks)
    const outcomes: Outcome[] = []
    const observer = {
      observe: (event: RunEvent) => {
        if (event.type === 'recordSettled') outcomes.push(event.outcome)
      },
    }
    const host = {
      connections: systems.connections,
      hooks: systems.hooks,
      store,
      clock,
      observer,
      random: () => 0,
    }
    const report = run.retry === true ? await retryParked(steady, host) : await runFlow(steady, host)
    const cursors = await Promise.all(
      plan.exports.map(async exportPlan => [
        exportPlan.name,
        await store.readCursor(cursorName(plan.flow, exportPlan)),
      ]),
    )
    done.push({
      expect: run.expect,
      run: {
        outcomes: inOrder(plan, run, outcomes),
        payloads: systems.payloads,
        requests: systems.requests,
        report,
        parked: await store.listParked({ status: 'open', limit: 1_000 }),
        cursors: Object.fromEntries(cursors),
      },
    })
  }
  return done
}

/** Cases list outcomes in the order of their records, whatever order they settled in. */
const inOrder = (plan: FlowPlan, run: FlowTestRun, outcomes: readonly Outcome[]): readonly Outcome[] => {
  const keys = plan.exports.flatMap(({ name, traceKey }) => {
    const render = compileTemplate(traceKey)
    return pagesOf(plan, run, name)
      .flat()
      .map(record => tryRender(() => render({ ...emptyScope(plan), record })))
  })
  const position = ({ traceKey }: Outcome): number => {
    const index = keys.indexOf(traceKey)
    return index < 0 ? keys.length : index
  }
  return [...outcomes].sort((left, right) => position(left) - position(right))
}

const emptyScope = ({ settings, connections }: FlowPlan) => ({
  steps: {},
  settings,
  connections,
  run: { id: '', startedAt: '' },
})

const tryRender = (render: () => unknown): string | undefined => {
  try {
    return String(render())
  } catch {
    return undefined // a record without a trace key is parked under a name of its own
  }
}
