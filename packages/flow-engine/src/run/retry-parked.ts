import type { ExportPlan, FlowPlan } from '../compile/flow-plan.js'
import type { FlowHostOptions } from '../pipeline/create-run-context.js'
import type { PageSource } from '../pipeline/open-exports.js'
import { readAgain } from '../pipeline/read-again.js'
import type { RunContext } from '../pipeline/run-context.js'
import type { ExportPage } from '../ports/connector.js'
import type { ParkedRecord } from '../ports/store.js'
import { runPages } from './run-pages.js'
import type { RunReport } from './run-report.js'

export interface RetryParkedOptions {
  readonly signal?: AbortSignal
  /** Only these; all open ones of the flow when left out. */
  readonly traceKeys?: readonly string[]
  /** Only failures of this kind. */
  readonly kind?: string
  /** Makes documents anew that an earlier run has made and that people have deleted since. */
  readonly makeAgain?: boolean
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
    reason: 'retry',
    retrying: true,
    makeAgain: options.makeAgain,
    sources: context => parkedSources(context, options),
  })

/** One source for each export that has parked records. */
const parkedSources = async (
  context: RunContext,
  { traceKeys, kind }: RetryParkedOptions,
): Promise<readonly PageSource[]> => {
  const { flow, exports } = context.plan
  const parked = await context.host.store.listParked({
    flow,
    status: 'open',
    limit: 100_000,
    ...(traceKeys === undefined ? {} : { traceKeys }),
    ...(kind === undefined ? {} : { kind }),
  })
  return exports.map((plan, index) => ({
    export: plan,
    // An export that the flow has no more left its records to the first one.
    pages: parkedPages(
      parked.filter(({ exportName }) =>
        exports.some(({ name }) => name === exportName) ? exportName === plan.name : index === 0,
      ),
      plan,
      context,
    ),
  }))
}

async function* parkedPages(
  parked: readonly ParkedRecord[],
  plan: ExportPlan,
  context: RunContext,
): AsyncGenerator<ExportPage> {
  for (let start = 0; start < parked.length; start += pageSize) {
    yield* toPages(parked.slice(start, start + pageSize), plan, context)
  }
}

async function* toPages(
  parked: readonly ParkedRecord[],
  plan: ExportPlan,
  context: RunContext,
): AsyncGenerator<ExportPage> {
  const again = parked.filter(
    ({ recordId, edited, withoutData }) =>
      (plan.refetch || withoutData === true) && recordId !== '' && edited !== true,
  )
  const lost = parked.filter(
    record => record.withoutData === true && !again.includes(record) && record.edited !== true,
  )
  const asKept = parked.filter(record => !again.includes(record) && !lost.includes(record))
  if (lost.length > 0)
    yield {
      records: [],
      warnings: [
        `${lost.map(({ traceKey }) => traceKey).join(', ')} cannot be tried again: the record is not kept and has no id to read it by`,
      ],
    }
  if (asKept.length > 0) yield { records: asKept.map(({ record }) => record) }
  const gone = yield* readAgain(again, plan, context)
  if (gone.length === 0) return
  const keys = gone.map(({ traceKey }) => traceKey).join(', ')
  yield { records: [], warnings: [`${keys} could not be read again and stays parked`] }
}
