import { hash } from 'node:crypto'
import type { FlowPlan, StepPlan } from '../compile/flow-plan.js'
import { innerLists, innerSteps, recoverySteps } from '../compile/inner-steps.js'
import type { ImportItem, ImportWritten } from '../ports/connector.js'
import type { JournalEntry } from '../ports/journal.js'
import type { FlowHost } from './run-context.js'
import type { Traveller } from './traveller.js'

/** What imports have done for records that are still under way: see the port `Journal`. */
export interface RunJournal {
  /** What an earlier run did with the same contents for the same record; undefined: it is still to be done. */
  find(traveller: Traveller, step: string, item: ImportItem): Promise<JournalEntry | undefined>
  /** Keeps that it is done. Those that come at the same time are kept in one transaction. */
  note(traveller: Traveller, step: string, item: ImportItem, written: ImportWritten): Promise<void>
}

const nothingToRemember: RunJournal = { find: async () => undefined, note: async () => undefined }

export const createRunJournal = (plan: FlowPlan, { store, clock }: FlowHost): RunJournal => {
  if (!canFailAfterImport(plan.steps)) return nothingToRemember
  const { flow } = plan
  let known: Promise<ReadonlyMap<string, JournalEntry>> | undefined
  let pending: JournalEntry[] = []
  let flushing: Promise<void> | undefined

  const flush = async (): Promise<void> => {
    const entries = pending
    pending = []
    flushing = undefined
    await store.noteImports(entries)
  }

  return {
    find: async (traveller, step, item) => {
      known ??= store
        .readJournal(flow)
        .then(entries => new Map(entries.map(entry => [keyOf(entry.step, entry.idempotencyKey), entry])))
      const entry = (await known).get(keyOf(step, item.idempotencyKey))
      return entry?.traceKey === ownerOf(traveller) && entry.payloadHash === hashOf(item) ? entry : undefined
    },
    note: async (traveller, step, item, { change, ref, answer }) => {
      pending.push({
        flow,
        traceKey: ownerOf(traveller),
        step,
        idempotencyKey: item.idempotencyKey,
        payloadHash: hashOf(item),
        atMs: clock.now(),
        change,
        ref,
        answer,
      })
      flushing ??= Promise.resolve().then(flush)
      await flushing
    },
  }
}

const keyOf = (step: string, idempotencyKey: string): string => JSON.stringify([step, idempotencyKey])

/** A group's imports are kept under its first member: groups have no record of their own. */
const ownerOf = ({ members, traceKey }: Traveller): string => members?.[0]?.traceKey ?? traceKey

const hashOf = ({ payload, ref, source, attachTo }: ImportItem): string =>
  hash('sha1', JSON.stringify([payload, ref, source, attachTo]), 'base64url')

/** Whether a record can come to its end badly although an import of it is done: else there is nothing to remember. */
const canFailAfterImport = (steps: readonly StepPlan[]): boolean =>
  steps.some((step, index) => (writes(step) && index < steps.length - 1) || writesSeveralTimes(step))

const writes = (step: StepPlan): boolean => step.kind === 'import' || innerSteps(step).some(writes)

const writesSeveralTimes = (step: StepPlan): boolean => {
  if (step.kind === 'each') return step.steps.some(writes)
  if (step.kind === 'branch' && step.take === 'all') return writes(step)
  if (step.kind === 'import') return recoverySteps(step.onFailure).some(writes)
  return innerLists(step).some(canFailAfterImport)
}
