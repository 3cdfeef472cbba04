import { catchError, finalize, from, mergeMap, type Observable, of, toArray } from 'rxjs'
import type { ImportPlan, Template } from '../../compile/flow-plan.js'
import { FailureError } from '../../failures/failure-error.js'
import {
  type Attempt,
  guardStep,
  settleErrors,
  settleFailure,
  withRetries,
} from '../../pipeline/guard-step.js'
import { callContext, connectionOf, type RunContext, toFailure } from '../../pipeline/run-context.js'
import { type Traveller, withAnswer } from '../../pipeline/traveller.js'
import type { ImportItem, ImportResult } from '../../ports/connector.js'
import { perRecord } from '../per-record.js'
import type { OpenStep, StepOperator } from '../step-operator.js'
import { compileItem, compileText } from './import-item.js'
import { cacheConnection, writeToCache } from './write-to-cache.js'

export const openImport: OpenStep<ImportPlan> = (plan, context) => {
  const toItem = compileItem(plan)
  const write = createWriter(plan, context)

  const writeOne = async (traveller: Traveller, attempt: Attempt): Promise<Traveller> => {
    const item = toItem(traveller.scope, attempt)
    const [result] = await write([item])
    return take(plan, traveller, item, result)
  }

  if (plan.lock !== undefined) return oneAtATime(plan, plan.lock, context, writeOne)
  return plan.batch === 1
    ? perRecord(plan, context, writeOne)
    : inBatches(plan, context, toItem, write, writeOne)
}

type WriteOne = (traveller: Traveller, attempt: Attempt) => Promise<Traveller>

type Write = (items: readonly ImportItem[]) => Promise<readonly ImportResult[]>

const createWriter = (plan: ImportPlan, context: RunContext): Write => {
  if (plan.connection === cacheConnection) return items => writeToCache(plan, items, context.host.store)
  const connector = connectionOf(context, plan.connection)
  const { target, operation, ifExists, ifMissing } = plan
  return async items => {
    context.tally.countCall(plan.connection)
    try {
      return await connector.importMany(
        { target, operation, ifExists, ifMissing, items },
        callContext(plan.path),
      )
    } catch (error) {
      const [only] = items
      throw new FailureError(toFailure(error, connector), items.length === 1 ? only?.payload : undefined)
    }
  }
}

/** What an import's answer means for its record. */
const take = (
  plan: ImportPlan,
  traveller: Traveller,
  item: ImportItem,
  result: ImportResult | undefined,
): Traveller => {
  if (result === undefined) {
    const message = `${plan.connection} gave no answer for this record`
    throw new FailureError({ kind: 'unknown', message, outcomeUnknown: true }, item.payload)
  }
  if (result.status === 'failed') throw new FailureError(result.failure, item.payload)
  if (result.status === 'ignored') return withAnswer(traveller, plan.id, { ignored: result.reason })
  const summary = {
    step: plan.path,
    change: result.change,
    ref: result.ref,
    ...(item.externalId === undefined ? {} : { externalId: item.externalId }),
  }
  return withAnswer({ ...traveller, writes: [...traveller.writes, summary] }, plan.id, result.answer)
}

/** Records with the same lock are written one after the other, tries included, in the order in which they came. */
const oneAtATime = (
  plan: ImportPlan,
  lock: Template,
  context: RunContext,
  writeOne: WriteOne,
): StepOperator => {
  const renderLock = compileText(lock, 'lock')
  const treat = async (traveller: Traveller): Promise<Observable<Traveller>> => {
    const release = await context.locks.take([renderLock(traveller.scope)])
    if (context.stop.halted) {
      release()
      return of({ ...traveller, abandoned: true })
    }
    const tries = withRetries(plan, context, traveller.traceKey, attempt => writeOne(traveller, attempt))
    // Recovery steps come after: they may want the same lock, or one whose holder waits for this one.
    return settleErrors(traveller, plan, context, tries.pipe(finalize(release)))
  }
  // mergeMap: only records that share a lock wait for each other, and who holds one is always at work.
  return mergeMap(traveller => {
    if (context.stop.halted) return of({ ...traveller, abandoned: true })
    return from(treat(traveller)).pipe(
      mergeMap(written => written),
      catchError((error: unknown) => settleFailure(traveller, plan, context, error)),
    )
  }, context.plan.concurrency)
}

/** Several records in one call. What a call refuses is tried again record by record, each by its own rule. */
const inBatches = (
  plan: ImportPlan,
  context: RunContext,
  toItem: (scope: Traveller['scope'], attempt: Attempt) => ImportItem,
  write: Write,
  writeOne: WriteOne,
): StepOperator => {
  const firstAttempt: Attempt = { number: 1 }

  const writeBatch = (batch: readonly Traveller[]): Observable<Traveller> => {
    if (context.stop.halted) return from(batch.map(traveller => ({ ...traveller, abandoned: true })))
    const items = batch.map(traveller => attemptOf(() => toItem(traveller.scope, firstAttempt)))
    const ready = items.flatMap(({ value }) => (value === undefined ? [] : [value]))
    const writing = ready.length === 0 ? Promise.resolve([]) : write(ready)
    const resultOf = async (item: ImportItem) => (await writing)[ready.indexOf(item)]
    return from(batch.map((traveller, index) => ({ traveller, item: items[index] }))).pipe(
      // mergeMap: the batch has one answer for all; from here on each record is by itself.
      mergeMap(({ traveller, item }) =>
        guardStep(traveller, plan, context, async attempt => {
          if (attempt.number > 1) return writeOne(traveller, attempt)
          const prepared = item?.value
          if (prepared === undefined) throw item?.error
          return take(plan, traveller, prepared, await resultOf(prepared))
        }),
      ),
    )
  }

  // toArray: batches are cut from the page. mergeMap: as many calls at once as the flow allows records at work.
  const callsAtOnce = Math.max(1, Math.ceil(context.plan.concurrency / plan.batch))
  return stream =>
    stream.pipe(
      toArray(),
      mergeMap(page => from(cut(page, plan.batch))),
      mergeMap(writeBatch, callsAtOnce),
    )
}

const cut = <Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  )

const attemptOf = <Value>(work: () => Value): { readonly value?: Value; readonly error?: unknown } => {
  try {
    return { value: work() }
  } catch (error) {
    return { error }
  }
}
