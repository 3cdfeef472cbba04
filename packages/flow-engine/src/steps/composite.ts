import { from, merge, mergeMap, type Observable, of, toArray } from 'rxjs'
import type { BranchPlan, CallPlan, EachPlan, StepPlan } from '../compile/flow-plan.js'
import { FailureError } from '../failures/failure-error.js'
import { settleFailure } from '../pipeline/guard-step.js'
import type { RunContext } from '../pipeline/run-context.js'
import { failed, skipped, type Traveller } from '../pipeline/traveller.js'
import type { StepOperator } from './step-operator.js'

/** A child of a record: which lane of steps it goes through, and what it starts with. */
export interface Child {
  readonly lane: number
  readonly scope: Traveller['scope']
}

/** How a composite step takes a record apart and puts it together. Either may throw what `settleFailure` takes. */
export interface CompositeParts {
  readonly lanes: readonly (readonly StepPlan[])[]
  split(traveller: Traveller): readonly Child[]
  /** Gets those children that came through and those that a filter ended, in order; none has failed. */
  join(entry: Traveller, through: readonly Traveller[], left: readonly Traveller[]): Traveller
  /** Names a child in the message of its failure. */
  nameOf?(position: number): string
}

type CompositePlan = BranchPlan | EachPlan | CallPlan

/**
 * A step made of steps. Inside, the children of all records of a page are one page: a lookup asks once for all of them.
 *
 * A record has joined again when its last child has; it carries the writes of all of them.
 */
export const composite = (plan: CompositePlan, context: RunContext, parts: CompositeParts): StepOperator => {
  const lanes = parts.lanes.map(steps => context.open(steps))

  const treatPage = (page: readonly Traveller[]): Observable<Traveller> => {
    const children = new Map<Traveller, readonly Traveller[]>()
    const failing: Observable<Traveller>[] = []
    for (const entry of page) {
      try {
        children.set(
          entry,
          parts.split(entry).map((child, position) => enter(entry, child, position)),
        )
      } catch (error) {
        failing.push(settleFailure(entry, plan, context, error))
      }
    }
    const inside = [...children.values()].flat()
    const throughLanes = lanes.map((lane, index) =>
      from(inside.filter(({ entered }) => entered?.lane === index)).pipe(lane),
    )
    const joined = merge(...throughLanes).pipe(
      // toArray: a record can only be joined when all its children are there; the page bounds them.
      toArray(),
      mergeMap(results => {
        const joining = new Map<Traveller, Traveller[]>([...children.keys()].map(entry => [entry, []]))
        for (const result of results)
          if (result.entered !== undefined) joining.get(result.entered.from)?.push(result)
        return from(joining)
      }),
      mergeMap(([entry, results]) => leave(entry, results)),
    )
    return merge(...failing, joined)
  }

  const leave = (entry: Traveller, results: readonly Traveller[]): Observable<Traveller> => {
    const ordered = [...results].sort((left, right) => positionOf(left) - positionOf(right))
    const decided = ordered.find(child => child.decided !== undefined)?.decided
    const gathered: Traveller = {
      ...entry,
      writes: [...entry.writes, ...ordered.flatMap(({ writes }) => writes)],
      exchanges: [...entry.exchanges, ...ordered.flatMap(({ exchanges }) => exchanges)],
      ...(decided === undefined ? {} : { decided }),
    }
    // A stopped run is the run's matter, not the record's: no rule of the step's own changes it.
    if (ordered.some(({ abandoned }) => abandoned === true)) return of({ ...gathered, abandoned: true })
    for (const child of ordered) {
      if (child.outcome?.status !== 'failed') continue
      const failure = parts.nameOf === undefined ? child.outcome.failure : named(child, parts.nameOf)
      const outcome = { ...child.outcome, failure }
      if (plan.onFailure[failure.kind] === undefined) return of(failAs(gathered, outcome))
      return settleFailure(gathered, plan, context, new FailureError(failure, outcome.payload))
    }
    try {
      const left = ordered.filter(({ outcome }) => outcome?.status === 'skipped')
      const through = ordered.filter(child => !left.includes(child))
      return of(parts.join(gathered, through, left))
    } catch (error) {
      return settleFailure(gathered, plan, context, error)
    }
  }

  // toArray: children of different records share the inner page. mergeMap: pages come one by one, there is nothing to order.
  return stream => stream.pipe(toArray(), mergeMap(treatPage))
}

const enter = (entry: Traveller, { lane, scope }: Child, position: number): Traveller => ({
  ...entry,
  scope,
  writes: [],
  exchanges: [],
  entered: { from: entry, lane, position },
})

const positionOf = ({ entered }: Traveller): number => entered?.position ?? 0

type FailedOutcome = Extract<Traveller['outcome'], { status: 'failed' }>

const failAs = (entry: Traveller, { step, failure, payload }: FailedOutcome): Traveller =>
  failed(entry, { step, failure, payload })

const named = (child: Traveller, nameOf: (position: number) => string) => {
  const { outcome } = child
  if (outcome?.status !== 'failed') throw new TypeError('only a failed child has a failure')
  return { ...outcome.failure, message: `${nameOf(positionOf(child))}: ${outcome.failure.message}` }
}

/** The record ends as its child did, in a step that only stands around it. */
export const skipAs = (entry: Traveller, child: Traveller | undefined): Traveller => {
  const { outcome } = child ?? entry
  return outcome?.status === 'skipped'
    ? skipped(entry, outcome.step, outcome.reason, outcome.waitsFor)
    : entry
}
