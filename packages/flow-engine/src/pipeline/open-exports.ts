import { onlyExport } from '../check/export-spec.js'
import type { CursorPlan, ExportPlan, Template } from '../compile/flow-plan.js'
import { compileTemplate } from '../expressions/compile-template.js'
import { MappingError } from '../expressions/mapping-error.js'
import type { Scope } from '../expressions/scope.js'
import type { Json, JsonObject } from '../json.js'
import type { CursorWindow, ExportPage, ExportRequest } from '../ports/connector.js'
import { openAwaited } from './read-awaited.js'
import { callContext, connectionOf, type RunContext } from './run-context.js'
import { toInstantMs } from './to-travellers.js'

/** What a run reads, where it is not to read what has changed since the last one. */
export interface ReadOptions {
  /** Reads from this instant (epoch milliseconds) instead of the cursor. */
  readonly fromMs?: number
  /** Reads up to this instant and leaves the cursor alone. */
  readonly untilMs?: number
  /** Reads only these records and leaves the cursor alone. */
  readonly ids?: readonly string[]
  /** Only these of the flow's exports, by name. */
  readonly exports?: readonly string[]
}

/** One export's pages, and where its cursor stands once all of them are settled. */
export interface PageSource {
  readonly export: ExportPlan
  readonly pages: AsyncIterable<ExportPage>
  readonly cursorMs?: number
}

/** The name under which a store keeps an export's cursor: the flow's own, where the flow has one export. */
export const cursorName = (flow: string, { name }: Pick<ExportPlan, 'name'>): string =>
  name === onlyExport ? flow : `${flow}/${name}`

/** Opens a flow's exports; nothing is read before their pages are pulled. */
export const openExports = async (
  context: RunContext,
  options: ReadOptions = {},
): Promise<readonly PageSource[]> => {
  const chosen = context.plan.exports.filter(({ name }) => options.exports?.includes(name) ?? true)
  const sources = await Promise.all(chosen.map(plan => openExport(plan, context, options)))
  const isPart = options.ids !== undefined || options.fromMs !== undefined || options.untilMs !== undefined
  // Who asks for a part wants that, and nothing beside it.
  return isPart ? sources : [...(await openAwaited(chosen, context)), ...sources]
}

const openExport = async (
  plan: ExportPlan,
  context: RunContext,
  options: ReadOptions,
): Promise<PageSource> => {
  const scope = exportScope(plan, context)
  const request: ExportRequest = {
    resource: plan.resource,
    where: toObject(compileTemplate(plan.where)(scope)),
    ...(plan.pageSize === undefined
      ? {}
      : { pageSize: Math.min(plan.pageSize, plan.limit ?? plan.pageSize) }),
  }
  const read = (more: Partial<ExportRequest>): AsyncIterable<ExportPage> => {
    const connector = connectionOf(context, plan.connection)
    const pages = connector.exportPages({ ...request, ...more }, callContext(context, plan.name))
    return plan.limit === undefined ? pages : firstRecords(pages, plan.limit)
  }
  const source = (pages: AsyncIterable<ExportPage>): PageSource => ({ export: plan, pages })

  const ids = options.ids ?? toIds(plan.ids, scope)
  if (ids !== undefined) return source(read({ ids }))
  if (plan.cursor === undefined) return source(read({}))
  const window = await toWindow(plan, plan.cursor, context, options, scope)
  if (window === undefined) return source(noPages())
  const settles = options.untilMs === undefined && plan.limit === undefined
  return { ...source(read({ window })), ...(settles ? { cursorMs: window.untilMs } : {}) }
}

/** Undefined: nothing may be read yet. */
const toWindow = async (
  plan: ExportPlan,
  cursor: CursorPlan,
  context: RunContext,
  options: ReadOptions,
  scope: Scope,
): Promise<CursorWindow | undefined> => {
  const {
    host: { store },
    startedAtMs,
    tally,
  } = context
  // The upper bound is fixed now: what changes while the run is on belongs to the next one.
  const bounds = [options.untilMs ?? toWholeSecond(startedAtMs) - cursor.lagMs]
  const endMs = toInstant(cursor.end, cursor, scope, 'end')
  if (endMs !== undefined) bounds.push(endMs)
  if (cursor.keepBehind !== undefined) {
    const before = await store.readCursor(cursor.keepBehind)
    if (before === undefined) {
      tally.warn(`${plan.name} reads nothing before "${cursor.keepBehind}" has run: it keeps behind it`)
      return undefined
    }
    bounds.push(before)
  }
  const untilMs = Math.min(...bounds)
  const stored = await readBound(plan, cursor, context)
  const fromMs =
    options.fromMs ??
    (stored === undefined ? toInstant(cursor.start, cursor, scope, 'start') : stored - cursor.overlapMs)
  if (fromMs !== undefined && fromMs >= untilMs) return undefined
  return { field: cursor.field, untilMs, ...(fromMs === undefined ? {} : { fromMs }) }
}

/** Clocks of two machines on one store may differ by this much. */
const clocksDifferMs = 60_000

/**
 * Up to where the export has read. A cursor in the future says that the clock has been ahead: going on from there would leave out
 * all that changes until then, so it goes on from the last run that had read to its end before.
 */
const readBound = async (
  plan: ExportPlan,
  { lagMs }: CursorPlan,
  { plan: { flow }, host: { store }, startedAtMs, tally }: RunContext,
): Promise<number | undefined> => {
  const stored = await store.readCursor(cursorName(flow, plan))
  if (stored === undefined || stored <= startedAtMs + clocksDifferMs) return stored
  const runs = await store.listRuns({ flow, limit: 10_000 })
  const last = runs.find(run => run.startedAtMs <= startedAtMs && run.report?.state === 'completed')
  tally.warn(
    `The clock has been ahead: ${plan.name} was read up to ${new Date(stored).toISOString()}, which is still to come. It goes on from ${last === undefined ? 'the start' : 'the last run before that'}.`,
  )
  return last === undefined ? undefined : toWholeSecond(last.startedAtMs) - lagMs
}

const toInstant = (
  template: Template | undefined,
  { form }: CursorPlan,
  scope: Scope,
  name: string,
): number | undefined => {
  if (template === undefined) return undefined
  const value = compileTemplate(template)(scope)
  if (value === undefined || value === null || value === '') return undefined
  const instant = toInstantMs(
    value,
    form === 'iso' || (typeof value === 'string' && /\D/.test(value)) ? 'iso' : form,
  )
  if (instant !== undefined) return instant
  throw new MappingError(`"${name}" must give an instant such as 2026-01-31T00:00:00Z`)
}

const toIds = (template: Template | undefined, scope: Scope): readonly string[] | undefined => {
  const ids = template === undefined ? undefined : compileTemplate(template)(scope)
  if (ids === undefined || ids === null || ids === '') return undefined
  const list = isList(ids) ? ids : [ids]
  return list.length === 0 ? undefined : list.map(String)
}

async function* firstRecords(pages: AsyncIterable<ExportPage>, limit: number): AsyncGenerator<ExportPage> {
  let left = limit
  for await (const page of pages) {
    const records = page.records.slice(0, left)
    left -= records.length
    yield { ...page, records }
    if (left === 0) return
  }
}

async function* noPages(): AsyncGenerator<ExportPage> {}

const exportScope = ({ name }: ExportPlan, { plan, runId, startedAtMs }: RunContext): Scope => ({
  record: {},
  steps: {},
  settings: plan.settings,
  connections: plan.connections,
  run: { id: runId, startedAt: new Date(startedAtMs).toISOString(), export: name },
})

// Cursor fields count in seconds in places; a bound inside a second would cut it in two.
const toWholeSecond = (ms: number): number => Math.floor(ms / 1000) * 1000

const toObject = (value: Json | undefined): JsonObject =>
  typeof value === 'object' && value !== null && !isList(value) ? value : {}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value)
