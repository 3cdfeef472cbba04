import { LRUCache } from 'lru-cache'
import { catchError, defer, from, map, mergeMap, type Observable, of, toArray } from 'rxjs'
import type { LookupPlan } from '../../compile/flow-plan.js'
import { compileExpression } from '../../expressions/compile-expression.js'
import { compileTemplate, type Render } from '../../expressions/compile-template.js'
import { MappingError } from '../../expressions/mapping-error.js'
import { FailureError } from '../../failures/failure-error.js'
import type { Json, JsonObject } from '../../json.js'
import { settleFailure, withRetries } from '../../pipeline/guard-step.js'
import { callContext, connectionOf, type RunContext, toFailure } from '../../pipeline/run-context.js'
import { isUnderway, skipped, type Traveller, withAnswer } from '../../pipeline/traveller.js'
import { compileWhen } from '../per-record.js'
import type { OpenStep } from '../step-operator.js'

type Matches = readonly JsonObject[]

/** One record's question: its keys, and whether it asked with a list. */
interface Question {
  readonly traveller: Traveller
  readonly keys: readonly string[]
  readonly asList: boolean
}

/** Answers are kept for the run; this many keys take a few megabytes. */
const maxKept = 20_000

export const openLookup: OpenStep<LookupPlan> = (plan, context) => {
  const when = compileWhen(plan)
  const match = compileExpression(plan.match)
  const fallback = plan.default === undefined ? undefined : compileTemplate(plan.default)
  const renderParameters = compileTemplate(plan.parameters)
  const kept = new LRUCache<string, Matches>({ max: maxKept })

  const ask = (traveller: Traveller): Question => {
    const keys = match(traveller.scope)
    const list: readonly unknown[] = Array.isArray(keys) ? keys : [keys]
    return { traveller, keys: list.map(toKey), asList: Array.isArray(keys) }
  }

  const settled = (traveller: Traveller, error: unknown): Traveller =>
    settleFailure(
      traveller,
      plan,
      context,
      error instanceof FailureError ? error : new FailureError(toFailure(error)),
    )

  /** Keys that a page is asking for now: other pages wait for its answer instead of asking again. */
  const asking = new Map<string, Promise<unknown>>()

  const askFor = async (keys: readonly string[], first: Question): Promise<void> => {
    context.tally.countCall(plan.connection)
    const request = { lookup: plan.lookup, keys, parameters: parametersFor(renderParameters, first) }
    const answers = connectionOf(context, plan.connection).lookupMany(request, callContext())
    for (const key of keys) asking.set(key, answers)
    try {
      for (const { key, matches } of await answers) kept.set(key, matches)
    } finally {
      for (const key of keys) asking.delete(key)
    }
  }

  /** One question for the whole page: every key that no other page has asked. */
  const fetchMissing = (questions: readonly Question[]): Observable<void> => {
    const keys = [...new Set(questions.flatMap(question => question.keys))]
    const [first] = questions
    if (first === undefined) return of(undefined)
    return withRetries(plan, context, first.traveller.traceKey, async () => {
      const unasked = keys.filter(key => !kept.has(key) && !asking.has(key))
      const others = [...new Set(keys.map(key => asking.get(key)))]
      if (unasked.length > 0) await askFor(unasked, first)
      await Promise.allSettled(others)
      // Another page's question may have failed: then its keys are asked for here.
      const left = keys.filter(key => !kept.has(key))
      if (left.length > 0) await askFor(left, first)
    })
  }

  const answer = ({ traveller, keys, asList }: Question): Traveller => {
    const answers: Record<string, Json> = {}
    for (const key of keys) {
      const matches = kept.get(key) ?? []
      const [only] = matches
      if (only !== undefined && matches.length === 1) answers[key] = only
      else if (plan.onMiss === 'default' && fallback !== undefined)
        answers[key] = renderDefault(fallback, traveller)
      else if (plan.onMiss === 'skip')
        return skipped(traveller, plan.id, missMessage(plan, context, key, matches.length))
      else throw missFailure(plan, context, key, matches.length)
    }
    return withAnswer(traveller, plan.id, asList ? answers : (answers[keys[0] ?? ''] ?? null))
  }

  const treatPage = (travellers: readonly Traveller[]): Observable<Traveller> => {
    const questions: Question[] = []
    const others: Traveller[] = []
    for (const traveller of travellers) {
      if (!isUnderway(traveller)) others.push(traveller)
      else if (context.stop.halted) others.push({ ...traveller, abandoned: true })
      else {
        try {
          if (when(traveller)) questions.push(ask(traveller))
          else others.push(traveller)
        } catch (error) {
          others.push(settled(traveller, error))
        }
      }
    }
    const answered = defer(() => fetchMissing(questions)).pipe(
      map(() =>
        questions.map(question =>
          attempt(
            () => answer(question),
            error => settled(question.traveller, error),
          ),
        ),
      ),
      // The call itself failed: that is every asking record's failure, each by its own rule.
      catchError(error => {
        const failure = new FailureError(toFailure(error, connectionOf(context, plan.connection)))
        return of(questions.map(({ traveller }) => settled(traveller, failure)))
      }),
    )
    return answered.pipe(mergeMap(list => from([...others, ...list])))
  }

  // toArray: the page is the batch. It is bounded by the page size.
  return () => page => page.pipe(toArray(), mergeMap(treatPage))
}

const attempt = <Result>(work: () => Result, otherwise: (error: unknown) => Result): Result => {
  try {
    return work()
  } catch (error) {
    return otherwise(error)
  }
}

const toKey = (key: unknown): string => {
  if (typeof key === 'string') return key
  if (typeof key === 'number' || typeof key === 'bigint') return String(key)
  throw new MappingError('"match" must give text, a number, or a list of them')
}

const renderDefault = (fallback: Render, { scope }: Traveller): Json => fallback(scope) ?? null

/** One call serves many records, so its parameters cannot depend on one of them. */
const parametersFor = (render: Render, { traveller }: Question): JsonObject => {
  const parameters = render({ ...traveller.scope, record: {} })
  return typeof parameters === 'object' && parameters !== null && !isList(parameters) ? parameters : {}
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value)

const missMessage = (plan: LookupPlan, context: RunContext, key: string, count: number): string => {
  const system = connectionOf(context, plan.connection).description.title
  return count === 0
    ? `${system} has no match for "${key}" (${plan.lookup})`
    : `${system} has ${count} matches for "${key}" (${plan.lookup})`
}

const missFailure = (plan: LookupPlan, context: RunContext, key: string, count: number): FailureError =>
  new FailureError({
    kind: count === 0 ? 'missing' : 'duplicate',
    message: missMessage(plan, context, key, count),
    hint:
      count === 0
        ? 'Add it there, or correct it in the record, then retry.'
        : 'Keep one of them active, then retry.',
  })
