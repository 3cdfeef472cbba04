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
  const sources = sourcesOf(context)
  const records = ended.map((traveller, index) => {
    const source = sources.get(traveller.exportName) ?? unknownSource
    return toSettledRecord(traveller, outcomes[index] ?? arrived(traveller), source, context)
  })
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

/** What is the same for all records of an export. */
interface RecordSource {
  readonly idField: string
  /** Fields that name whom a record is about. */
  readonly personIds: readonly string[]
}

const unknownSource: RecordSource = { idField: 'id', personIds: [] }

const sourcesOf = ({ plan, host }: RunContext): ReadonlyMap<string, RecordSource> =>
  new Map(
    plan.exports.map(({ name, idField, connection }) => [
      name,
      { idField, personIds: host.connections[connection]?.description.personIds ?? [] },
    ]),
  )

const toSettledRecord = (
  traveller: Traveller,
  outcome: Outcome,
  source: RecordSource,
  context: RunContext,
): SettledRecord => {
  const trail = toTrail(traveller, context)
  const person = personOf(traveller, source)
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
        ...(outcome.waitsFor === undefined ? {} : toWaitFor(outcome.waitsFor, traveller, source)),
      }
    case 'failed':
      return {
        ...base,
        status: 'failed',
        step: outcome.step,
        detail: outcome.failure.message,
        writes: traveller.writes,
        parked: toParked(outcome, traveller, source, context),
      }
    default:
      return outcome satisfies never
  }
}

/** A record that has no id cannot be read again, and so does not wait. */
const toWaitFor = (
  waitsFor: NonNullable<SkippedOutcome['waitsFor']>,
  traveller: Traveller,
  source: RecordSource,
): Pick<SettledRecord, 'waitsFor'> => {
  const recordId = recordIdOf(traveller, source)
  return recordId === '' ? {} : { waitsFor: { ...waitsFor, recordId, exportName: traveller.exportName } }
}

const toParked = (
  { step, failure, record, payload }: FailedOutcome,
  traveller: Traveller,
  source: RecordSource,
  context: RunContext,
): NewlyParked => {
  const parked = { step, recordId: recordIdOf(traveller, source), exportName: traveller.exportName }
  if (context.keepsData) return { ...parked, failure, record, ...(payload === undefined ? {} : { payload }) }
  const { excerpt: _, ...told } = failure
  return { ...parked, failure: told, record: {}, withoutData: true }
}

/** Whom a record is about, as its source names them. */
const personOf = ({ original }: Traveller, { personIds }: RecordSource): string | undefined => {
  for (const field of personIds) {
    const id = original[field]
    if (typeof id === 'string' && id !== '') return id
  }
  return undefined
}

const recordIdOf = ({ original }: Traveller, { idField }: RecordSource): string => {
  const id = original[idField]
  return typeof id === 'string' || typeof id === 'number' ? String(id) : ''
}
