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
import { splitReference } from '../steps/step-definition.js'
import { fakeClock, type TestClock } from './fake-clock.js'
import type { FlowTestRun } from './flow-test-spec.js'
import { openTestSystems, type TestSystems } from './test-systems.js'
import type { TestWorld } from './test-world.js'

/** What one run of a case came to. */
export interface CaseRun {
  /** In the order of the records. */
  readonly outcomes: readonly Outcome[]
  readonly payloads: Readonly<Record<string, readonly JsonObject[]>>
  readonly requests: readonly ExportRequest[]
  readonly report: RunReport
  readonly parked: readonly ParkedRecord[]
  readonly cursors: Readonly<Record<string, number | undefined>>
  /** What the world holds afterwards, of the kinds that the case expects something of; undefined: it has no such kind. */
  readonly stored: Readonly<Record<string, readonly JsonObject[] | undefined>>
}

/** A run, and what a case expects of it. */
export interface PlayedRun {
  readonly expect: FlowTestRun['expect']
  readonly run: CaseRun
}

export interface CaseHost {
  readonly connectors: readonly ConnectorDescription[]
  readonly hooks: Hooks
  readonly world?: TestWorld | undefined
}

/** When a case begins whose first run says no time. */
export const caseStartMs = ([first]: readonly FlowTestRun[]): number =>
  first?.at === undefined ? fakeClock().now() : Date.parse(first.at)

/** Runs a flow as often as a case says, with one store and one clock. Records are treated one after the other. */
export const runFlowCase = async (
  plan: FlowPlan,
  runs: readonly FlowTestRun[],
  { connectors, hooks, world }: CaseHost,
): Promise<readonly PlayedRun[]> => {
  const steady = { ...plan, concurrency: 1, pagesInFlight: 1 }
  const store = createMemoryStore()
  const clock: TestClock = world?.clock ?? fakeClock()
  const done: PlayedRun[] = []
  for (const run of runs) {
    // Without a time of its own, a run starts a minute after the one before: at the same instant it would have nothing to read.
    clock.set(run.at === undefined ? clock.now() + 60_000 : Date.parse(run.at))
    for (const [cache, values] of Object.entries(run.caches ?? {}))
      await store.writeCache(
        cache,
        Object.entries(values).map(([key, value]) => ({ key, value })),
      )
    const systems = openTestSystems({ plan, run, descriptions: connectors, hooks, world })
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
        outcomes: inOrder(plan, systems, outcomes),
        payloads: systems.payloads,
        requests: systems.requests,
        report,
        parked: await store.listParked({ status: 'open', limit: 1_000 }),
        cursors: Object.fromEntries(cursors),
        stored: await readStored(run, world),
      },
    })
  }
  return done
}

const readStored = async ({ expect }: FlowTestRun, world: TestWorld | undefined) => {
  const kinds = world === undefined ? [] : Object.keys(expect.stored)
  const read = await Promise.all(
    kinds.map(async kind => [kind, await world?.read(...splitReference(kind))] as const),
  )
  return Object.fromEntries(read)
}

/** Cases list outcomes in the order of their records, whatever order they settled in. */
const inOrder = (
  plan: FlowPlan,
  { exported }: TestSystems,
  outcomes: readonly Outcome[],
): readonly Outcome[] => {
  const keys = plan.exports.flatMap(({ name, traceKey }) => {
    const render = compileTemplate(traceKey)
    return exported
      .filter(given => given.name === name)
      .map(({ record }) => tryRender(() => render({ ...emptyScope(plan), record })))
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
