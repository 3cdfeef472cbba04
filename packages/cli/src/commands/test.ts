import { existsSync, readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { type FlowTestReport, runFlowTests } from '@tiktok-ns/flow-engine/testing'
import { prebuiltHooks } from '@tiktok-ns/flows'
import { type ExitCode, exitCode } from '../exit-code.js'
import { paint } from '../output/terminal.js'
import { findConnectors } from '../project/find-connectors.js'
import { openFlowFiles } from '../project/flow-files.js'
import { shortPath } from '../project/short-path.js'
import { findFiles } from './check.js'
import { type CommandContext, reportDiagnostics, WrongInputError } from './command-context.js'

const ending = '.flow.test.yaml'

/** Runs the YAML tests of flows. No network, no store. */
export const test = async (paths: readonly string[], context: CommandContext): Promise<ExitCode> => {
  const files = paths.flatMap(path => findFiles(path, ending))
  const reports: { readonly file: string; readonly report: FlowTestReport }[] = []
  for (const file of files) {
    const flowFile = file.replace(ending, '.flow.yaml')
    const { report, texts } = await runTestFile(
      resolve(file),
      resolve(dirname(file), flowFile.split('/').at(-1) ?? flowFile),
    )
    reportDiagnostics(report.diagnostics, texts, context)
    reports.push({ file: shortPath(resolve(file)), report })
    if (!context.json) printTests(shortPath(resolve(file)), report, context)
  }
  const cases = reports.flatMap(({ report }) => report.cases)
  const failed = cases.filter(({ differences }) => differences.length > 0)
  if (context.json) context.terminal.out(JSON.stringify({ tests: reports }))
  else context.terminal.out(`${cases.length - failed.length} passed, ${failed.length} failed`)
  return failed.length === 0 ? exitCode.done : exitCode.someRecordsFailed
}

const runTestFile = async (file: string, flowFile: string) => {
  if (!existsSync(flowFile))
    throw new WrongInputError(`${shortPath(file)} has no flow ${shortPath(flowFile)} beside it`)
  const text = readFileSync(file, 'utf8')
  const flowText = readFileSync(flowFile, 'utf8')
  const names = { file: shortPath(file), flowFile: shortPath(flowFile) }
  const { definitions, diagnostics, texts } = findConnectors(dirname(flowFile))
  const files = openFlowFiles()
  const connectors = definitions.map(({ description }) => description)
  const report =
    diagnostics.length > 0
      ? { cases: [], diagnostics, unreached: [] }
      : await runFlowTests({ text, flowText, ...names, connectors, files, hooks: prebuiltHooks })
  return {
    report,
    texts: new Map([...texts, ...files.texts, [names.file, text], [names.flowFile, flowText]]),
  }
}

const printTests = (
  file: string,
  { cases, unreached }: FlowTestReport,
  { terminal }: CommandContext,
): void => {
  terminal.out(file)
  for (const { name, differences } of cases) {
    terminal.out(
      `  ${differences.length === 0 ? paint(terminal, 'green', 'ok') : paint(terminal, 'red', 'no')}  ${name}`,
    )
    for (const difference of differences) terminal.out(`        ${difference}`)
  }
  if (unreached.length > 0) terminal.out(`  no case comes to: ${unreached.join(', ')}`)
}
