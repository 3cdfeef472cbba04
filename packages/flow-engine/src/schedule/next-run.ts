import { Cron } from 'croner'
import type { TriggerPlan } from '../compile/flow-plan.js'

export interface LastRun {
  /** When the flow was started last, by whatever; undefined when never. */
  readonly lastStartedAtMs?: number | undefined
  readonly nowMs: number
}

/**
 * When a trigger wants the flow to run next, in epoch milliseconds; undefined for triggers that keep no time.
 *
 * What was missed while nobody kept the schedule is made good by one run at once. Around the change of clocks a run is never
 * left out and never doubled: an hour that does not exist runs when the clocks have gone forward, an hour that exists twice runs in
 * the first of them.
 */
export const nextRunAt = (trigger: TriggerPlan, { lastStartedAtMs, nowMs }: LastRun): number | undefined => {
  switch (trigger.kind) {
    case 'every':
      return lastStartedAtMs === undefined ? nowMs : Math.max(nowMs, lastStartedAtMs + trigger.everyMs)
    case 'cron': {
      const from = new Date(lastStartedAtMs ?? nowMs)
      const next = new Cron(trigger.pattern, { timezone: trigger.timeZone, paused: true }).nextRun(from)
      return next === null ? undefined : Math.max(nowMs, next.getTime())
    }
    case 'webhook':
      return undefined
    default:
      return trigger satisfies never
  }
}

/** What is wrong with a cron pattern and its time zone; undefined when nothing is. */
export const explainCron = (pattern: string, timeZone: string): string | undefined => {
  try {
    new Cron(pattern, { timezone: timeZone, paused: true }).nextRun(new Date(0))
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message.replace(/^CronPattern: |^CronDate: /, '') : String(error)
  }
}
