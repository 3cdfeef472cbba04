import type { ExportPlan } from '../compile/flow-plan.js'
import type { ExportPage } from '../ports/connector.js'
import { callContext, connectionOf, type RunContext } from './run-context.js'

/** A record that is known already, and what it is read again by. */
interface KnownRecord {
  readonly traceKey: string
  readonly recordId: string
}

/**
 * Pages of records that are read again by their ids.
 *
 * @returns Those that are not there any more.
 */
export async function* readAgain<Known extends KnownRecord>(
  known: readonly Known[],
  { name, connection, resource, idField }: ExportPlan,
  context: RunContext,
): AsyncGenerator<ExportPage, readonly Known[]> {
  if (known.length === 0) return []
  const request = { resource, where: {}, ids: known.map(({ recordId }) => recordId) }
  const found = new Set<string>()
  const pages = connectionOf(context, connection).exportPages(request, callContext(context, name))
  for await (const page of pages) {
    for (const record of page.records) found.add(String(record[idField]))
    yield page
  }
  return known.filter(({ recordId }) => !found.has(recordId))
}
