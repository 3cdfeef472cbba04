import { drawFlow } from '@tiktok-ns/flow-engine'
import { type ExitCode, exitCode } from '../exit-code.js'
import { openFlowFiles } from '../project/flow-files.js'
import { checkFlowFile } from '../project/load-flow.js'
import { type CommandContext, reportDiagnostics } from './command-context.js'

/** Prints a flow as a Mermaid flowchart. */
export const graph = (path: string, context: CommandContext): ExitCode => {
  const { diagnostics, texts, file } = checkFlowFile(path)
  reportDiagnostics(
    diagnostics.filter(({ severity }) => severity === 'error'),
    texts,
    context,
  )
  const drawing = drawFlow(texts.get(file) ?? '', file, openFlowFiles())
  context.terminal.out(context.json ? JSON.stringify({ mermaid: drawing }) : drawing.trimEnd())
  return exitCode.done
}
