import { userInfo } from 'node:os'
import { type ExitCode, exitCode } from '../exit-code.js'
import { withOperations } from '../operations/with-operations.js'
import { printReports } from '../output/print-reports.js'
import type { CommandContext } from './command-context.js'

/** Pauses flows: they read and write nothing until they are resumed, and what comes for them waits. */
export const pause = async (
  flows: readonly string[],
  projectFile: string,
  { why }: { readonly why?: string | undefined },
  context: CommandContext,
): Promise<ExitCode> => {
  const input = { flows, why, by: userInfo().username }
  const paused = await withOperations(projectFile, context, operations => operations.pause(input))
  context.terminal.out(
    context.json
      ? JSON.stringify(paused)
      : paused.paused
          .map(flow => `${flow} is paused; its cursor and its webhooks wait until tiktok-ns resume ${flow}`)
          .join('\n'),
  )
  return exitCode.done
}

/** Lets paused flows go on, and catch up one after the other in the order of the project file: those named, or all. */
export const resume = async (
  flows: readonly string[],
  projectFile: string,
  context: CommandContext,
): Promise<ExitCode> => {
  const input = { flows, by: userInfo().username }
  const reports = await withOperations(projectFile, context, operations => operations.resume(input))
  if (reports.length === 0 && !context.json) context.terminal.out('no flow is paused')
  return reports.length === 0 && !context.json ? exitCode.done : printReports(reports, context)
}
