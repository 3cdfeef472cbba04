import { catchError, finalize, from, mergeMap, type Observable, of, toArray } from 'rxjs'
import type { ImportPlan, Template } from '../../compile/flow-plan.js'
import { FailureError } from '../../failures/failure-error.js'
import type { Json, JsonObject } from '../../json.js'
import {
  type Attempt,
  guardStep,
  settleErrors,
  settleFailure,
  withRetries,
} from '../../pipeline/guard-step.js'
import { callContext, connectionOf, type RunContext, toFailure } from '../../pipeline/run-context.js'
import { toExchange } from '../../pipeline/tell-trail.js'
import { type Traveller, withAnswer } from '../../pipeline/traveller.js'
import type { ImportItem, ImportResult } from '../../ports/connector.js'
import type { JournalEntry } from '../../ports/journal.js'
import type { Exchange } from '../../ports/trail.js'
import { perRecord } from '../per-record.js'
import type { OpenStep, StepOperator } from '../step-operator.js'
import { compileItem, compileText } from './import-item.js'
import { cacheConnection, writeToCache } from './write-to-cache.js'

export const openImport: OpenStep<ImportPlan> = (plan, context) => {
  const toItem = compileItem(plan)
  const write = createWriter(plan, context)

  const writeOne = async (traveller: Traveller, attempt: Attempt): Promise<Traveller> => {
    const item = toItem(traveller.scope, attempt)
    const [result] = await write([{ traveller, item }])
    return take(plan, context, traveller, item, result)
  }

  if (plan.lock !== undefined) return oneAtATime(plan, plan.lock, context, writeOne)
  return plan.batch === 1
    ? perRecord(plan, context, writeOne)
    : inBatches(plan, context, toItem, write, writeOne)
}

type WriteOne = (traveller: Traveller, attempt: Attempt) => Promise<Traveller>

/** What a record is to write. */
interface Order {
  readonly traveller: Traveller
  readonly item: ImportItem
}

type WriteResult = ImportResult & { readonly remembered?: boolean }

type Write = (orders: readonly Order[]) => Promise<readonly WriteResult[]>

/** Writes what no earlier run has written already, and keeps that it is done. */
const createWriter = (plan: ImportPlan, context: RunContext): Write => {
  const { journal } = context
  const send = createSender(plan, context)
  if (plan.connection === cacheConnection) return orders => send(orders.map(({ item }) => item))
  return async orders => {
    const known = await Promise.all(
      orders.map(({ traveller, item }) => journal.find(traveller, plan.path, item)),
    )
    const open = orders.filter((_, index) => known[index] === undefined)
    const results = open.length === 0 ? [] : await send(open.map(({ item }) => item))
    const noted = open.map(({ traveller, item }, index) => {
      const result = results[index]
      return result?.status === 'written' ? journal.note(traveller, plan.path, item, result) : undefined
    })
    // It is done all the same: were this run cut off, the next one would find it in the other system.
    await Promise.all(noted).catch((error: unknown) =>
      context.tally.warn(`a finished import could not be noted: ${toFailure(error).message}`),
    )
    return orders.flatMap((order, index): readonly WriteResult[] => {
      const entry = known[index]
      if (entry !== undefined) return [remember(entry)]
      const result = results[open.indexOf(order)]
      return result === undefined ? [] : [result]
    })
  }
}

const remember = ({ change, ref, answer }: JournalEntry): WriteResult => ({
  status: 'written',
  change,
  ref,
  answer: isObject(answer) ? answer : {},
  remembered: true,
})

type Send = (items: readonly ImportItem[]) => Promise<readonly ImportResult[]>

const createSender = (plan: ImportPlan, context: RunContext): Send => {
  if (plan.connection === cacheConnection) return items => writeToCache(plan, items, context.host.store)
  const connector = connectionOf(context, plan.connection)
  const { target, operation, ifExists, ifMissing } = plan
  return async items => {
    context.tally.countCall(plan.connection)
    try {
      return await connector.importMany(
        { target, operation, ifExists, ifMissing, items: await withEarlierRefs(plan, items, context) },
        callContext(context, plan.path),
      )
    } catch (error) {
      const [only, ...others] = items
      const failure = toFailure(error, connector)
      throw others.length > 0 ? new FailureError(failure) : new FailureError(failure, only?.payload, only)
    }
  }
}

/** Operations that make a document which was not there. */
const makingOperations: ReadonlySet<string> = new Set(['create', 'transform'])

/** Says of each item whether this flow has made its document before, so that one that people have deleted is not made again. */
const withEarlierRefs = async (
  { operation }: ImportPlan,
  items: readonly ImportItem[],
  { host, plan, makeAgain }: RunContext,
): Promise<readonly ImportItem[]> => {
  const externalIds = items.flatMap(({ externalId }) => externalId ?? [])
  if (makeAgain || externalIds.length === 0 || !makingOperations.has(operation)) return items
  const earlier = await host.store.readDocuments(plan.flow, externalIds)
  if (earlier.size === 0) return items
  return items.map(item => {
    const document = earlier.get(item.externalId ?? '')
    return document === undefined || document.change === 'deleted'
      ? item
      : { ...item, earlierRef: document.ref }
  })
}

/** What an import's answer means for its record. */
const take = (
  plan: ImportPlan,
  context: RunContext,
  traveller: Traveller,
  item: ImportItem,
  result: WriteResult | undefined,
): Traveller => {
  if (result === undefined) {
    const message = `${plan.connection} gave no answer for this record`
    throw new FailureError({ kind: 'unknown', message, outcomeUnknown: true }, item.payload, item)
  }
  if (result.status === 'failed') throw new FailureError(result.failure, item.payload, item)
  if (result.status === 'ignored') {
    const exchange = { ...toExchange(plan, item, context), answer: { ignored: result.reason } }
    return withAnswer(withExchange(traveller, exchange), plan.id, { ignored: result.reason })
  }
  const { change, ref, answer, remembered } = result
  const summary = {
    step: plan.path,
    change,
    ref,
    ...(item.externalId === undefined ? {} : { externalId: item.externalId }),
  }
  const exchange = {
    ...toExchange(plan, item, context),
    answer,
    ...(remembered === true ? { remembered } : {}),
  }
  // What the engine keeps for itself is no document of anybody's.
  const writes = plan.connection === cacheConnection ? traveller.writes : [...traveller.writes, summary]
  return withAnswer(withExchange({ ...traveller, writes }, exchange), plan.id, answer)
}

const withExchange = (traveller: Traveller, exchange: Exchange): Traveller => ({
  ...traveller,
  exchanges: [...traveller.exchanges, exchange],
})

const isObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

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
    const items = batch.map(traveller => ({
      traveller,
      ...attemptOf(() => toItem(traveller.scope, firstAttempt)),
    }))
    const ready = items.flatMap(({ traveller, value: item }) =>
      item === undefined ? [] : [{ traveller, item }],
    )
    const writing = ready.length === 0 ? Promise.resolve([]) : write(ready)
    const resultOf = async (item: ImportItem) =>
      (await writing)[ready.findIndex(order => order.item === item)]
    return from(batch.map((traveller, index) => ({ traveller, item: items[index] }))).pipe(
      // mergeMap: the batch has one answer for all; from here on each record is by itself.
      mergeMap(({ traveller, item }) =>
        guardStep(traveller, plan, context, async attempt => {
          if (attempt.number > 1) return writeOne(traveller, attempt)
          const prepared = item?.value
          if (prepared === undefined) throw item?.error
          return take(plan, context, traveller, prepared, await resultOf(prepared))
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
