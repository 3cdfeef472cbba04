import type { JsonObject } from '../json.js'
import type { SettledRecord } from '../ports/store.js'
import type { Outcome } from '../run/outcome.js'
import type { RunContext } from './run-context.js'
import { arrived, type Traveller } from './traveller.js'

/** Keeps what became of a page's records, in one transaction, and answers with their outcomes. Abandoned ones have none. */
export const settlePage = async (
  travellers: readonly Traveller[],
  context: RunContext,
): Promise<readonly Outcome[]> => {
  const ended = travellers.filter(({ abandoned }) => abandoned !== true)
  const outcomes = ended.map(arrived)
  const records = ended.map((traveller, index) =>
    toSettledRecord(traveller, outcomes[index] ?? arrived(traveller), context),
  )
  await context.host.store.settlePage({
    runId: context.runId,
    flow: context.plan.flow,
    settledAtMs: context.host.clock.now(),
    // A record that stopped the run is read again, so nothing is kept of it but the run's report.
    records: records.filter(record => record !== undefined),
  })
  return outcomes
}

const toSettledRecord = (
  traveller: Traveller,
  outcome: Outcome,
  context: RunContext,
): SettledRecord | undefined => {
  const base = {
    traceKey: traveller.traceKey,
    fingerprint: traveller.fingerprint,
    ...(traveller.versionMs === undefined ? {} : { versionMs: traveller.versionMs }),
  }
  switch (outcome.status) {
    case 'written':
      return { ...base, status: 'written', writes: outcome.writes }
    case 'skipped':
      return {
        ...base,
        status: 'skipped',
        step: outcome.step,
        detail: outcome.reason,
        writes: traveller.writes,
      }
    case 'failed':
      if (!outcome.parked) return undefined
      return {
        ...base,
        status: 'failed',
        step: outcome.step,
        detail: outcome.failure.message,
        writes: traveller.writes,
        parked: {
          step: outcome.step,
          failure: outcome.failure,
          record: outcome.record,
          recordId: recordIdOf(outcome.record, context),
          ...(outcome.payload === undefined ? {} : { payload: outcome.payload }),
        },
      }
    default:
      return outcome satisfies never
  }
}

const recordIdOf = (record: JsonObject, { plan }: RunContext): string => {
  const id = record[plan.export.idField]
  return typeof id === 'string' || typeof id === 'number' ? String(id) : ''
}
