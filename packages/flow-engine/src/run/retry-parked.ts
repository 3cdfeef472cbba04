import type { FlowPlan } from '../compile/flow-plan.js'
import { callContext, connectionOf, type RunContext } from '../pipeline/run-context.js'
import type { ExportPage } from '../ports/connector.js'
import type { ParkedRecord } from '../ports/store.js'
import { type FlowHostOptions, runPages } from './run-pages.js'
import type { RunReport } from './run-report.js'

export interface RetryParkedOptions {
  readonly signal?: AbortSignal
  /** Only these; all open ones of the flow when left out. */
  readonly traceKeys?: readonly string[]
  /** Only failures of this kind. */
  readonly kind?: string
}

const pageSize = 50

/**
 * Tries a flow's parked records again, from the start of the flow and with the flow as it is now.
 *
 * Where the flow says `refetch`, each is read again first, so that an old version is never written; but one that a person has
 * edited is taken as it was left. Those that come through are
 * resolved; the others stay parked with their new failure.
 */
export const retryParked = (
  plan: FlowPlan,
  host: FlowHostOptions,
  options: RetryParkedOptions = {},
): Promise<RunReport> =>
  runPages({
    plan,
    host,
    signal: options.signal,
    retrying: true,
    source: async context => ({ pages: parkedPages(context, options) }),
  })

async function* parkedPages(
  context: RunContext,
  { traceKeys, kind }: RetryParkedOptions,
): AsyncGenerator<ExportPage> {
  const parked = await context.host.store.listParked({
    flow: context.plan.flow,
    status: 'open',
    limit: 100_000,
    ...(traceKeys === undefined ? {} : { traceKeys }),
    ...(kind === undefined ? {} : { kind }),
  })
  for (let start = 0; start < parked.length; start += pageSize) {
    yield* toPages(parked.slice(start, start + pageSize), context)
  }
}

async function* toPages(parked: readonly ParkedRecord[], context: RunContext): AsyncGenerator<ExportPage> {
  const { connection, resource, refetch } = context.plan.export
  const again = parked.filter(({ recordId, edited }) => refetch && recordId !== '' && edited !== true)
  const asKept = parked.filter(record => !again.includes(record))
  if (asKept.length > 0) yield { records: asKept.map(({ record }) => record) }
  if (again.length === 0) return
  const request = { resource, where: {}, ids: again.map(({ recordId }) => recordId) }
  const found = new Set<string>()
  for await (const page of connectionOf(context, connection).exportPages(request, callContext())) {
    for (const record of page.records) found.add(String(record[context.plan.export.idField]))
    yield page
  }
  const gone = again.filter(({ recordId }) => !found.has(recordId)).map(({ traceKey }) => traceKey)
  if (gone.length > 0)
    yield { records: [], warnings: [`${gone.join(', ')} could not be read again and stays parked`] }
}
