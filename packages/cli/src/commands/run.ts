import { FlowBusyError } from '@tiktok-ns/flow-engine'
import type { ExitCode } from '../exit-code.js'
import { withOperations } from '../operations/with-operations.js'
import { printReports } from '../output/print-reports.js'
import { type CommandContext, WrongInputError } from './command-context.js'
import { toInstant } from './to-instant.js'

export interface RunOptions {
  readonly since?: string | undefined
  readonly until?: string | undefined
  readonly ids?: readonly string[] | undefined
  readonly backfill?: boolean
}

/** Runs flows of the project, one after the other, and prints what came of each. */
export const run = async (
  named: readonly string[],
  projectFile: string,
  { since, until, ids = [], backfill = false }: RunOptions,
  context: CommandContext,
): Promise<ExitCode> => {
  const input = {
    flows: named,
    ids,
    backfill,
    since: toInstant(since, '--since'),
    until: toInstant(until, '--until'),
  }
  try {
    const reports = await withOperations(projectFile, context, operations => operations.run(input))
    return printReports(reports, context)
  } catch (error) {
    if (error instanceof FlowBusyError) throw new WrongInputError(error.message)
    throw error
  }
}
