import { writeFileSync } from 'node:fs'
import { updateFlowTests } from '@tiktok-ns/flow-engine/testing'
import { type ExitCode, exitCode } from '../exit-code.js'
import { type CommandContext, reportDiagnostics } from './command-context.js'
import { findTestFiles, openTests } from './test-files.js'

/** Writes into test files what their cases came to. Whoever runs it looks through the changes before keeping them. */
export const updateTests = async (paths: readonly string[], context: CommandContext): Promise<ExitCode> => {
  const { terminal, json } = context
  const updated: { readonly file: string; readonly cases: readonly string[] }[] = []
  for (const path of findTestFiles(paths)) {
    const tests = openTests(path)
    reportDiagnostics(tests.diagnostics, tests.texts(), context)
    const { text, changed, diagnostics } = await updateFlowTests(tests)
    reportDiagnostics(diagnostics, tests.texts(), context)
    if (text === tests.text) continue
    writeFileSync(path, text)
    updated.push({ file: tests.file, cases: changed })
  }
  if (json) terminal.out(JSON.stringify({ updated }))
  else {
    for (const { file, cases } of updated) terminal.out([file, ...cases.map(name => `  ${name}`)].join('\n'))
    terminal.out(
      updated.length === 0
        ? 'every case is as it is written'
        : 'look through what has changed before you keep it',
    )
  }
  return exitCode.done
}
