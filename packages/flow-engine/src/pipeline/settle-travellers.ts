import type { NewlyParked, SettledRecord } from '../ports/store.js'
import type { FailedOutcome, Outcome, SkippedOutcome } from '../run/outcome.js'
import type { RunContext } from './run-context.js'
import { toTrail } from './tell-trail.js'
import { arrived, failed, skipped, type Traveller } from './traveller.js'

/**
 * Keeps what became of records, in one transaction, and answers with their outcomes. Abandoned ones have none; a group's outcome
 * is that of each of its members.
 */
export const settleTravellers = async (
  travellers: readonly Traveller[],
  context: RunContext,
): Promise<readonly Outcome[]> => {
  const all = travellers.flatMap(toMembers)
  const ended = all.filter(({ abandoned }) => abandoned !== true)
  context.tally.countAbandoned(all.length - ended.length)
  if (all.length === 0) return []
  const outcomes = ended.map(arrived)
  const records = ended.map((traveller, index) =>
    toSettledRecord(traveller, outcomes[index] ?? arrived(traveller), context),
  )
  await context.host.store.settlePage({
    runId: context.runId,
    flow: context.plan.flow,
    settledAtMs: context.host.clock.now(),
    records,
  })
  return outcomes
}

/** A group's members, each ended as the group did and with what the group wrote. */
export const toMembers = (traveller: Traveller): readonly Traveller[] => {
  const { members, outcome, abandoned, writes, exchanges, decided } = traveller
  if (members === undefined) return [traveller]
  return members.map(member => {
    const written: Traveller = {
      ...member,
      writes: [...member.writes, ...writes],
      exchanges: [...member.exchanges, ...exchanges],
      ...(decided === undefined ? {} : { decided }),
    }
    if (abandoned === true) return { ...written, abandoned }
    switch (outcome?.status) {
      case 'skipped':
        return skipped(written, outcome.step, outcome.reason, outcome.waitsFor)
      case 'failed':
        return failed(written, outcome)
      default:
        return written
    }
  })
}

const toSettledRecord = (traveller: Traveller, outcome: Outcome, context: RunContext): SettledRecord => {
  const trail = toTrail(traveller, context)
  const person = personOf(traveller, context)
  const base = {
    traceKey: traveller.traceKey,
    fingerprint: traveller.fingerprint,
    ...(traveller.versionMs === undefined ? {} : { versionMs: traveller.versionMs }),
    ...(trail === undefined ? {} : { trail }),
    ...(person === undefined ? {} : { person }),
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
        ...toWaitFor(outcome, traveller, context),
      }
    case 'failed':
      return {
        ...base,
        status: 'failed',
        step: outcome.step,
        detail: outcome.failure.message,
        writes: traveller.writes,
        parked: toParked(outcome, traveller, context),
      }
    default:
      return outcome satisfies never
  }
}

/** A record that has no id cannot be read again, and so does not wait. */
const toWaitFor = (
  { waitsFor }: SkippedOutcome,
  traveller: Traveller,
  context: RunContext,
): Pick<SettledRecord, 'waitsFor'> => {
  const recordId = recordIdOf(traveller, context)
  if (waitsFor === undefined || recordId === '') return {}
  return { waitsFor: { ...waitsFor, recordId, exportName: traveller.exportName } }
}

const toParked = (
  { step, failure, record, payload }: FailedOutcome,
  traveller: Traveller,
  context: RunContext,
): NewlyParked => {
  const parked = { step, recordId: recordIdOf(traveller, context), exportName: traveller.exportName }
  if (context.keepsData) return { ...parked, failure, record, ...(payload === undefined ? {} : { payload }) }
  const { excerpt: _, ...told } = failure
  return { ...parked, failure: told, record: {}, withoutData: true }
}

/** Whom a record is about, as its source names them. */
const personOf = ({ original, exportName }: Traveller, { plan, host }: RunContext): string | undefined => {
  const source = plan.exports.find(({ name }) => name === exportName)
  const { personIds = [] } = host.connections[source?.connection ?? '']?.description ?? {}
  const ids = personIds.map(field => original[field]).filter(id => typeof id === 'string' && id !== '')
  return ids.map(String)[0]
}

const recordIdOf = ({ original, exportName }: Traveller, { plan }: RunContext): string => {
  const id = original[plan.exports.find(({ name }) => name === exportName)?.idField ?? 'id']
  return typeof id === 'string' || typeof id === 'number' ? String(id) : ''
}
