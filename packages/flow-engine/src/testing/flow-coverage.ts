import type { FlowSpec } from '../check/flow-spec.js'
import type { FlowPlan, StepPlan } from '../compile/flow-plan.js'
import { innerLists } from '../compile/inner-steps.js'
import type { RunReport } from '../run/run-report.js'

/** What the cases of a test file came to, and what they did not. */
export interface FlowCoverage {
  readonly steps: Covered
  readonly branches: Covered
  /** Rules that the flow gives for failures: `salesOrder invalid`, or `invalid` for the flow's own. */
  readonly handlers: Covered
}

export interface Covered {
  readonly all: number
  readonly unreached: readonly string[]
}

export const coverageOf = (
  spec: FlowSpec,
  plan: FlowPlan | undefined,
  reports: readonly RunReport[],
): FlowCoverage => {
  const steps = plan === undefined ? [] : plan.steps.flatMap(withInner)
  const branches = steps.flatMap(step =>
    step.kind === 'branch' ? step.branches.map(({ name }) => `${step.path}/${name}`) : [],
  )
  const handled = new Set(reports.flatMap(({ handled: counts }) => Object.keys(counts)))
  const own = new Set(
    steps.flatMap(({ path, onFailure }) => Object.keys(onFailure).map(kind => `${path} ${kind}`)),
  )
  const ofFlow = Object.keys(spec.onFailure ?? {})
  // The flow's own rule decided where no step had one.
  const decidedByFlow = new Set(
    [...handled].filter(name => !own.has(name)).map(name => name.slice(name.lastIndexOf(' ') + 1)),
  )
  const unreachedHandlers = [
    ...[...own].filter(name => !handled.has(name)),
    ...ofFlow.filter(kind => !decidedByFlow.has(kind)),
  ]
  return {
    steps: covered(
      steps.map(({ path }) => path),
      path => reports.some(({ steps: counts }) => (counts[path]?.came ?? 0) > 0),
    ),
    branches: covered(branches, path => reports.some(({ branches: counts }) => (counts[path] ?? 0) > 0)),
    handlers: { all: own.size + ofFlow.length, unreached: unreachedHandlers },
  }
}

const covered = (all: readonly string[], isReached: (name: string) => boolean): Covered => ({
  all: all.length,
  unreached: all.filter(name => !isReached(name)),
})

/** A step and those inside it; recovery steps are covered by their handlers. */
export const withInner = (step: StepPlan): readonly StepPlan[] => [
  step,
  ...innerLists(step).flat().flatMap(withInner),
]
