import {
  FlowBusyError,
  type RunEvent,
  type RunFlowOptions,
  type RunReport,
  runFlow,
} from '@tiktok-ns/flow-engine'
import { type ExitCode, exitCode } from '../exit-code.js'
import { createProgress } from '../output/progress.js'
import { renderRunReport } from '../output/run-report-view.js'
import type { Terminal } from '../output/terminal.js'
import { openHost, openProjectStore } from '../project/open-host.js'
import { chooseInstances } from './choose-instances.js'
import { type CommandContext, WrongInputError } from './command-context.js'

export interface RunOptions {
  readonly since?: string | undefined
  readonly until?: string | undefined
  readonly ids?: readonly string[] | undefined
}

/** Runs flows of the project, one after the other, and prints what came of each. */
export const run = async (
  named: readonly string[],
  projectFile: string,
  options: RunOptions,
  context: CommandContext,
): Promise<ExitCode> => {
  const bounds = toBounds(options)
  const { project, plans } = chooseInstances(projectFile, named, context)
  const store = await openProjectStore(project)
  const reports: RunReport[] = []
  try {
    for (const { instance, plan } of plans) {
      if (context.signal.aborted) break
      const watch = watchRun(context.terminal)
      const report = await runFlow(
        plan,
        { ...openHost(project, instance, store), observer: watch },
        { ...bounds, signal: context.signal },
      ).finally(watch.done)
      reports.push(report)
      if (!context.json) printReport(report, context.terminal)
    }
  } catch (error) {
    if (error instanceof FlowBusyError) throw new WrongInputError(error.message)
    throw error
  } finally {
    await store.close()
  }
  if (context.json) context.terminal.out(JSON.stringify({ runs: reports }))
  return exitCodeOf(reports)
}

export const printReport = (report: RunReport, terminal: Terminal): void => {
  terminal.out(`${report.flow}\n${renderRunReport(report, terminal)}`)
  const { stoppedBy } = report
  if (stoppedBy === undefined) return
  terminal.out(`stopped: ${stoppedBy.message}${stoppedBy.hint === undefined ? '' : `\n  ${stoppedBy.hint}`}`)
  if (stoppedBy.excerpt !== undefined) terminal.out(`  the answer began: ${stoppedBy.excerpt}`)
  terminal.out('What was not settled is read again by the next run.')
}

/** A stopped run means that a system could not be used; a parked record is a smaller matter. */
export const exitCodeOf = (reports: readonly RunReport[]): ExitCode => {
  if (reports.some(({ stoppedBy }) => stoppedBy !== undefined)) return exitCode.systemUnreachable
  return reports.some(({ counts }) => counts.failed > 0) ? exitCode.someRecordsFailed : exitCode.done
}

/** A progress line that follows a run. */
export const watchRun = (terminal: Terminal): { observe(event: RunEvent): void; done(): void } => {
  const progress = createProgress(terminal)
  const startedAt = Date.now()
  let settled = 0
  let failed = 0
  let total: number | undefined
  return {
    observe: event => {
      if (event.type === 'pageRead') total = event.totalCount ?? total
      if (event.type !== 'recordSettled') return
      settled += 1
      const elapsedMs = Date.now() - startedAt
      if (event.outcome.status === 'failed') failed += 1
      // Before a second has gone by there is no rate to speak of.
      if (elapsedMs >= 1_000) progress.update(progressText(settled, failed, total, elapsedMs))
    },
    done: () => progress.done(),
  }
}

const progressText = (
  settled: number,
  failed: number,
  total: number | undefined,
  elapsedMs: number,
): string => {
  const rate = settled / Math.max(elapsedMs / 1000, 0.001)
  const of = total === undefined ? '' : ` of ${total}`
  // A page's records settle together: what the first few of them took says nothing about the rest.
  const foresees = total !== undefined && total > settled && settled >= Math.min(100, total / 10)
  const left = foresees ? `, ${Math.ceil((total - settled) / rate)} s left` : ''
  return `${settled}${of} records, ${Math.round(rate)} a second${left}${failed > 0 ? `, ${failed} failed` : ''}`
}

const toBounds = ({ since, until, ids }: RunOptions): RunFlowOptions => ({
  ...(since === undefined ? {} : { fromMs: toInstant(since, '--since') }),
  ...(until === undefined ? {} : { untilMs: toInstant(until, '--until') }),
  // Who names records wants to see them treated, changed or not.
  ...(ids === undefined || ids.length === 0 ? {} : { ids, again: true }),
})

const toInstant = (text: string, option: string): number => {
  const instant = Date.parse(text)
  if (Number.isNaN(instant))
    throw new WrongInputError(`${option} ${text} is no instant; write it like 2026-01-31T08:00:00Z`)
  return instant
}
