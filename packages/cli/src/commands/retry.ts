import { userInfo } from 'node:os'
import type { ExitCode } from '../exit-code.js'
import { withOperations } from '../operations/with-operations.js'
import { printReports } from '../output/print-reports.js'
import type { CommandContext } from './command-context.js'

export interface RetryOptions {
  readonly flow: readonly string[]
  readonly kind?: string | undefined
  readonly makeAgain?: boolean
}

/** Tries parked records again, with the flows as they are now: those named, or all. */
export const retry = async (
  keys: readonly string[],
  projectFile: string,
  { flow, kind, makeAgain }: RetryOptions,
  context: CommandContext,
): Promise<ExitCode> => {
  const reports = await withOperations(projectFile, context, operations =>
    operations.retry({ flows: flow, keys, kind, makeAgain, by: userInfo().username }),
  )
  return printReports(reports, context)
}
