import type { RunReport } from '@tiktok-ns/flow-engine'
import type { CommandContext } from '../commands/command-context.js'
import { type ExitCode, exitCode } from '../exit-code.js'
import { renderRunReport } from './run-report-view.js'
import type { Terminal } from './terminal.js'

/** Prints what came of runs, and answers with the exit code that says it. */
export const printReports = (reports: readonly RunReport[], { terminal, json }: CommandContext): ExitCode => {
  if (json) terminal.out(JSON.stringify({ runs: reports }))
  else for (const report of reports) printReport(report, terminal)
  // A stopped run means that a system could not be used; a parked record is a smaller matter.
  if (reports.some(({ stoppedBy }) => stoppedBy !== undefined)) return exitCode.systemUnreachable
  return reports.some(({ counts }) => counts.failed > 0) ? exitCode.someRecordsFailed : exitCode.done
}

const printReport = (report: RunReport, terminal: Terminal): void => {
  const { flow, reason, stoppedBy } = report
  const after = reason?.startsWith('after ') === true ? ` (${reason})` : ''
  terminal.out(`${flow}${after}\n${renderRunReport(report, terminal)}`)
  if (stoppedBy === undefined) return
  terminal.out(`stopped: ${stoppedBy.message}${stoppedBy.hint === undefined ? '' : `\n  ${stoppedBy.hint}`}`)
  if (stoppedBy.excerpt !== undefined) terminal.out(`  the answer began: ${stoppedBy.excerpt}`)
  terminal.out('What was not settled is read again by the next run.')
}
