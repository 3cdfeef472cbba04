import { catchError, EMPTY, from, map, merge, mergeMap, type Observable, of, toArray } from 'rxjs'
import type { LookupPlan } from '../../compile/flow-plan.js'
import { compileExpression, type Evaluate } from '../../expressions/compile-expression.js'
import { compileTemplate } from '../../expressions/compile-template.js'
import { MappingError } from '../../expressions/mapping-error.js'
import { stableJson } from '../../expressions/stable-json.js'
import { FailureError } from '../../failures/failure-error.js'
import type { Json, JsonObject } from '../../json.js'
import { settleFailure, withRetries } from '../../pipeline/guard-step.js'
import type { RunContext } from '../../pipeline/run-context.js'
import { skipped, type Traveller, withAnswer } from '../../pipeline/traveller.js'
import { inPlace } from '../per-record.js'
import type { OpenStep, StepOperator } from '../step-operator.js'
import { createAnswers, type Matches } from './lookup-answers.js'
import { type OpenLookupSource, openLookupSource, type RemoteSource } from './lookup-source.js'

export const openLookup: OpenStep<LookupPlan> = (plan, context) => {
  const source = openLookupSource(plan, context)
  const match = compileExpression(plan.match)
  const answer = createAnswer(plan, source)
  if (source.kind === 'remote') return askForPages(plan, context, source, match, answer)
  return inPlace(plan, context, traveller => {
    const asked = toKeys(match(traveller.scope))
    const matchesOf = source.matchesFor(traveller.scope)
    return answer(traveller, asked, matchesOf)
  })
}

interface AskedKeys {
  readonly keys: readonly string[]
  /** Asked with a list: then the answer is a map by key. */
  readonly asList: boolean
}

type Answer = (traveller: Traveller, asked: AskedKeys, matchesOf: (key: string) => Matches) => Traveller

/** What a record gets for its keys, or the failure that a miss is. */
const createAnswer = (plan: LookupPlan, { title, name }: OpenLookupSource): Answer => {
  const fallback = plan.default === undefined ? undefined : compileTemplate(plan.default)
  const missMessage = (key: string, count: number): string =>
    `${title} has ${count === 0 ? 'no match' : `${count} matches`} for "${key}" (${name})`

  return (traveller, { keys, asList }, matchesOf) => {
    const answers: Record<string, Json> = {}
    for (const key of keys) {
      const matches = matchesOf(key)
      const [first] = matches
      if (plan.onSeveral === 'list' && first !== undefined) answers[key] = matches
      else if (first !== undefined && (matches.length === 1 || plan.onSeveral === 'first'))
        answers[key] = first
      else if (plan.onMiss === 'default' && fallback !== undefined)
        answers[key] = fallback(traveller.scope) ?? null
      else if (plan.onMiss === 'wait' && plan.source.kind === 'cache') {
        const { cache } = plan.source
        const reason = `waits for "${key}" in ${title}`
        return skipped(traveller, plan.path, reason, { cache, key })
      } else if (plan.onMiss === 'skip')
        return skipped(traveller, plan.path, missMessage(key, matches.length))
      else throw missFailure(missMessage(key, matches.length), matches.length)
    }
    return withAnswer(traveller, plan.id, asList ? answers : (answers[keys[0] ?? ''] ?? null))
  }
}

/** One record's question. */
interface Question extends AskedKeys {
  readonly traveller: Traveller
  readonly parameters: JsonObject
}

const askForPages = (
  plan: LookupPlan,
  context: RunContext,
  source: RemoteSource,
  match: Evaluate,
  answer: Answer,
): StepOperator => {
  const answers = createAnswers(plan.cached, context.host.clock, source.ask)

  /** One question for all records that ask with the same parameters: nearly always the whole page. */
  const treatTogether = (questions: readonly Question[]): Observable<Traveller> => {
    const [first] = questions
    if (first === undefined) return EMPTY
    const keys = [...new Set(questions.flatMap(question => question.keys))]
    const asked = withRetries(plan, context, first.traveller.traceKey, () =>
      answers.find(keys, first.parameters),
    )
    return asked.pipe(
      map(found => (key: string) => found.get(key) ?? []),
      // The call itself failed: that is every asking record's failure, each by its own rule.
      catchError((error: unknown) =>
        of(() => {
          throw error
        }),
      ),
      mergeMap(matchesOf => from(questions.map(question => ({ question, matchesOf })))),
      mergeMap(({ question, matchesOf }) =>
        settle(question.traveller, () => answer(question.traveller, question, matchesOf)),
      ),
    )
  }

  const settle = (traveller: Traveller, work: () => Traveller): Observable<Traveller> => {
    try {
      return of(work())
    } catch (error) {
      return settleFailure(traveller, plan, context, error)
    }
  }

  const treatPage = (page: readonly Traveller[]): Observable<Traveller> => {
    const together = new Map<string, Question[]>()
    const failing: Observable<Traveller>[] = []
    for (const traveller of page) {
      try {
        const parameters = source.parametersFor(traveller.scope)
        const question = { traveller, parameters, ...toKeys(match(traveller.scope)) }
        const name = stableJson(parameters)
        const others = together.get(name)
        if (others === undefined) together.set(name, [question])
        else others.push(question)
      } catch (error) {
        failing.push(settleFailure(traveller, plan, context, error))
      }
    }
    return merge(...failing, ...[...together.values()].map(treatTogether))
  }

  // toArray: the page is the batch. It is bounded by the page size.
  return stream => stream.pipe(toArray(), mergeMap(treatPage))
}

const toKeys = (match: unknown): AskedKeys => {
  const list: readonly unknown[] = Array.isArray(match) ? match : [match]
  return { keys: list.map(toKey), asList: Array.isArray(match) }
}

const toKey = (key: unknown): string => {
  if (typeof key === 'string') return key
  if (typeof key === 'number' || typeof key === 'bigint' || typeof key === 'boolean') return String(key)
  throw new MappingError('"match" must give text, a number, or a list of them')
}

const missFailure = (message: string, count: number): FailureError =>
  new FailureError({
    kind: count === 0 ? 'missing' : 'duplicate',
    message,
    hint:
      count === 0
        ? 'Add it there, or correct it in the record, then retry.'
        : 'Keep one of them active, then retry.',
  })
