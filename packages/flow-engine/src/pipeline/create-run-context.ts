import type { FlowPlan, StepPlan } from '../compile/flow-plan.js'
import { systemClock } from '../ports/clock.js'
import { silentObserver } from '../ports/run-observer.js'
import { createTally } from '../run/tally.js'
import { openSteps } from '../steps/open-step.js'
import type { StepOperator } from '../steps/step-operator.js'
import type { FlowHost, RunContext, StopSwitch } from './run-context.js'
import { createRunJournal } from './run-journal.js'
import { locksBeside } from './shared-locks.js'
import { createCauseWatch, defaultStopEarly } from './watch-causes.js'

/** What a host hands over; what is left out has a sensible default. */
export type FlowHostOptions = Pick<FlowHost, 'connections' | 'store'> & Partial<FlowHost>

export const completeHost = (options: FlowHostOptions): FlowHost => ({
  clock: systemClock,
  observer: silentObserver,
  hooks: {},
  random: Math.random,
  payloads: 'masked',
  stopEarly: defaultStopEarly,
  ...options,
})

export interface NewRun {
  readonly plan: FlowPlan
  readonly host: FlowHost
  readonly runId: string
  readonly stop: StopSwitch
  readonly retrying: boolean
  readonly makeAgain: boolean
}

export const createRunContext = (run: NewRun): RunContext => {
  const opened = new WeakMap<readonly StepPlan[], StepOperator>()
  const context: RunContext = {
    ...run,
    startedAtMs: run.host.clock.now(),
    tally: createTally(),
    locks: locksBeside(run.host.store),
    causes: createCauseWatch(run.host.stopEarly),
    keepsData: run.host.payloads !== 'none',
    personal: new Set(
      Object.values(run.host.connections).flatMap(({ description }) => description.personal ?? []),
    ),
    journal: createRunJournal(run.plan, run.host),
    open: steps => {
      const operator = opened.get(steps) ?? openSteps(steps, context)
      opened.set(steps, operator)
      return operator
    },
  }
  return context
}
