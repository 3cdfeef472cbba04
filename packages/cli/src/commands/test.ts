import { type FlowTestReport, runFlowTests } from '@tiktok-ns/flow-engine/testing'
import { type ExitCode, exitCode } from '../exit-code.js'
import { printTests } from '../output/tests-view.js'
import { type CommandContext, reportDiagnostics } from './command-context.js'
import { findTestFiles, openTests } from './test-files.js'

/**
 * Runs the YAML tests of flows. No network, no store.
 *
 * @param onRead Hears of every file that was read.
 */
export const test = async (
  paths: readonly string[],
  context: CommandContext,
  onRead: (files: Iterable<string>) => void = () => undefined,
): Promise<ExitCode> => {
  const reports: { readonly file: string; readonly report: FlowTestReport }[] = []
  for (const path of findTestFiles(paths)) {
    const tests = openTests(path)
    reportDiagnostics(tests.diagnostics, tests.texts(), context)
    const report = await runFlowTests(tests)
    onRead(tests.texts().keys())
    reportDiagnostics(report.diagnostics, tests.texts(), context)
    reports.push({ file: tests.file, report })
    if (!context.json) printTests(tests.file, report, context.terminal)
  }
  const cases = reports.flatMap(({ report }) => report.cases)
  const failed = cases.filter(({ differences }) => differences.length > 0)
  if (context.json) context.terminal.out(JSON.stringify({ tests: reports }))
  else context.terminal.out(`${cases.length - failed.length} passed, ${failed.length} failed`)
  return failed.length === 0 ? exitCode.done : exitCode.someRecordsFailed
}
