import type { ExportPlan } from '../compile/flow-plan.js'
import type { ExportPage } from '../ports/connector.js'
import type { AwaitedRecord } from '../ports/waits.js'
import type { PageSource } from './open-exports.js'
import { readAgain } from './read-again.js'
import type { RunContext } from './run-context.js'

const pageSize = 50

/** One source for each export that gave records whose wait for a key is over. */
export const openAwaited = async (
  exports: readonly ExportPlan[],
  context: RunContext,
): Promise<readonly PageSource[]> => {
  const { plan, host } = context
  const awaited = await host.store.listAwaited(plan.flow, host.clock.now())
  return exports.flatMap(one => {
    const own = awaited.filter(({ exportName }) => exportName === one.name)
    return own.length === 0 ? [] : [{ export: one, pages: pagesOf(own, one, context) }]
  })
}

async function* pagesOf(
  awaited: readonly AwaitedRecord[],
  plan: ExportPlan,
  context: RunContext,
): AsyncGenerator<ExportPage> {
  for (let start = 0; start < awaited.length; start += pageSize) {
    const gone = yield* readAgain(awaited.slice(start, start + pageSize), plan, context)
    const keys = gone.map(({ traceKey }) => traceKey)
    if (keys.length > 0) await context.host.store.endWaits(context.plan.flow, keys)
  }
}
