import { connect, filter, map, merge, mergeMap, type Observable, of } from 'rxjs'
import type { StepPlan } from '../compile/flow-plan.js'
import { compileExpression } from '../expressions/compile-expression.js'
import { settleFailure } from '../pipeline/guard-step.js'
import type { RunContext } from '../pipeline/run-context.js'
import { isUnderway, type Traveller } from '../pipeline/traveller.js'
import { openBranch } from './branch/branch-operator.js'
import { openCall } from './call/call-operator.js'
import { openEach } from './each/each-operator.js'
import { openFilter } from './filter/filter-operator.js'
import { openHook } from './hook/hook-operator.js'
import { openImport } from './import/import-operator.js'
import { openLookup } from './lookup/lookup-operator.js'
import { openRead } from './read/read-operator.js'
import type { StepOperator } from './step-operator.js'
import { openTransform } from './transform/transform-operator.js'

/** A list of steps as one operator over the records of a page. */
export const openSteps = (plans: readonly StepPlan[], context: RunContext): StepOperator => {
  const operators = plans.map(plan => passBy(plan, context, openStep(plan, context)))
  return stream => operators.reduce<Observable<Traveller>>((through, step) => through.pipe(step), stream)
}

/** A step's operator, by its kind. */
const openStep = (plan: StepPlan, context: RunContext): StepOperator => {
  switch (plan.kind) {
    case 'filter':
      return openFilter(plan, context)
    case 'lookup':
      return openLookup(plan, context)
    case 'read':
      return openRead(plan, context)
    case 'transform':
      return openTransform(plan, context)
    case 'import':
      return openImport(plan, context)
    case 'branch':
      return openBranch(plan, context)
    case 'each':
      return openEach(plan, context)
    case 'hook':
      return openHook(plan, context)
    case 'call':
      return openCall(plan, context)
    case 'group':
      // Groups hold records of several pages, so they stand between steps: see `pipeline/`.
      throw new TypeError(`the group "${plan.path}" does not stand at the top of its flow`)
    default:
      return plan satisfies never
  }
}

/** Whether a record comes to the step, passes it by, or could not be asked. */
type Arrival =
  | { readonly comes: true; readonly traveller: Traveller }
  | { readonly comes: false; readonly passing: Observable<Traveller> }

/** Leads records past a step that they do not need: those that have ended, and those that its `when` leaves out. Counts the rest. */
const passBy = (plan: StepPlan, context: RunContext, operator: StepOperator): StepOperator => {
  const when = plan.when === undefined ? undefined : compileExpression(plan.when)
  const { tally, stop, causes } = context
  const counts = tally.step(plan.path)

  const arrive = (traveller: Traveller): Arrival => {
    if (!isUnderway(traveller)) return { comes: false, passing: of(traveller) }
    if (stop.halted) return { comes: false, passing: of({ ...traveller, abandoned: true }) }
    counts.came += 1
    try {
      if (when === undefined || when(traveller.scope) === true) return { comes: true, traveller }
      counts.wentOn += 1
      return { comes: false, passing: of(traveller) }
    } catch (error) {
      return { comes: false, passing: settleFailure(traveller, plan, context, error).pipe(map(leave)) }
    }
  }

  const leave = (traveller: Traveller): Traveller => {
    const { outcome, traceKey } = traveller
    if (traveller.abandoned === true) counts.abandoned += 1
    else if (outcome === undefined || outcome.status === 'written') {
      counts.wentOn += 1
      causes.passed(plan.path)
    } else {
      counts[outcome.status] += 1
      if (outcome.status === 'failed' && outcome.step === plan.path) {
        const reason = causes.failed(plan.path, traceKey, outcome.failure)
        if (reason !== undefined) stop.halt(reason)
      }
    }
    return traveller
  }

  return stream =>
    stream.pipe(
      map(arrive),
      connect(arrivals =>
        merge(
          // mergeMap: who passes by waits for nobody, and recovery steps may take their time.
          arrivals.pipe(mergeMap(arrival => (arrival.comes ? [] : arrival.passing))),
          arrivals.pipe(
            filter(arrival => arrival.comes),
            map(({ traveller }) => traveller),
            operator,
            map(leave),
          ),
        ),
      ),
    )
}
