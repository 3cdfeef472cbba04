import type { FlowPlan } from '../compile/flow-plan.js'
import { compileTemplate } from '../expressions/compile-template.js'
import type { Json, JsonObject } from '../json.js'
import { callContext, connectionOf, type RunContext } from '../pipeline/run-context.js'
import type { ExportRequest } from '../ports/connector.js'
import { type FlowHostOptions, type PageSource, runPages } from './run-pages.js'
import type { RunReport } from './run-report.js'

export interface RunFlowOptions {
  /** Stops the run gracefully: what is in flight is finished, the rest is left for the next run. */
  readonly signal?: AbortSignal
  /** Reads from this instant (epoch milliseconds) instead of the cursor. */
  readonly fromMs?: number
  /** Reads up to this instant and leaves the cursor alone. */
  readonly untilMs?: number
  /** Reads only these records and leaves the cursor alone. */
  readonly ids?: readonly string[]
  /** Treats records anew that have not changed since they were settled. */
  readonly again?: boolean
}

/**
 * Runs a flow once: reads what has changed since the last run and settles every record of it.
 *
 * Resolves with a report even when the run had to stop; what was not settled is read again by the next run. Rejects with
 * `FlowBusyError` when the flow is running already, and when the store cannot keep what happened.
 */
export const runFlow = (
  plan: FlowPlan,
  host: FlowHostOptions,
  options: RunFlowOptions = {},
): Promise<RunReport> =>
  runPages({
    plan,
    host,
    signal: options.signal,
    retrying: options.again ?? false,
    source: context => openExport(context, options),
  })

const openExport = async (
  context: RunContext,
  { fromMs, untilMs, ids }: RunFlowOptions,
): Promise<PageSource> => {
  const { plan, host } = context
  const { resource, connection, where, pageSize, cursor } = plan.export
  const request: ExportRequest = {
    resource,
    where: renderWhere(where, context),
    ...(pageSize === undefined ? {} : { pageSize }),
  }
  const read = (more: Partial<ExportRequest>) =>
    connectionOf(context, connection).exportPages({ ...request, ...more }, callContext())

  if (ids !== undefined) return { pages: read({ ids }) }
  if (cursor === undefined) return { pages: read({}) }
  // The upper bound is fixed now: what changes while the run is on belongs to the next one.
  const until = untilMs ?? toWholeSecond(context.startedAtMs)
  const stored = await host.store.readCursor(plan.flow)
  const from = fromMs ?? (stored === undefined ? undefined : stored - cursor.overlapMs)
  const window = { field: cursor.field, untilMs: until, ...(from === undefined ? {} : { fromMs: from }) }
  return { pages: read({ window }), ...(untilMs === undefined ? { cursorMs: until } : {}) }
}

// Cursor fields count in seconds in places; a bound inside a second would cut it in two.
const toWholeSecond = (ms: number): number => Math.floor(ms / 1000) * 1000

const renderWhere = (
  where: { readonly [name: string]: Json },
  { plan, runId, startedAtMs }: RunContext,
): JsonObject => {
  const rendered = compileTemplate(where)({
    record: {},
    steps: {},
    settings: plan.settings,
    connections: plan.connections,
    run: { id: runId, startedAt: new Date(startedAtMs).toISOString() },
  })
  return typeof rendered === 'object' && rendered !== null && !isList(rendered) ? rendered : {}
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value)
