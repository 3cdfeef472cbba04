import { userInfo } from 'node:os'
import { type ExitCode, exitCode } from '../exit-code.js'
import { withOperations } from '../operations/with-operations.js'
import { renderTable } from '../output/table.js'
import { type CommandContext, WrongInputError } from './command-context.js'
import { toInstant } from './to-instant.js'

/** Shows how far each flow has read. */
export const showCursors = async (
  flows: readonly string[],
  projectFile: string,
  context: CommandContext,
): Promise<ExitCode> => {
  const cursors = await withOperations(projectFile, context, operations => operations.listCursors({ flows }))
  const rows = cursors.map(({ flow, cursor = 'not read yet' }) => [flow, cursor])
  context.terminal.out(
    context.json
      ? JSON.stringify({ cursors })
      : renderTable([{ title: 'flow' }, { title: 'read up to' }], rows),
  )
  return exitCode.done
}

/** Sets how far a flow has read. Everything changed since is read again; what is unchanged is not written again. */
export const setCursor = async (
  flow: string,
  to: string,
  projectFile: string,
  { yes }: { readonly yes: boolean },
  context: CommandContext,
): Promise<ExitCode> => {
  const instant = to === 'start' ? undefined : toInstant(to, 'the cursor')
  if (!yes)
    throw new WrongInputError(
      `this makes ${flow} go on from ${instant ?? 'the very start'}: later changes are read again, and anything between the present cursor and a later one is never read; say --yes if that is meant`,
    )
  const input = { flow, to: instant, by: userInfo().username }
  const after = await withOperations(projectFile, context, operations => operations.setCursor(input))
  context.terminal.out(
    context.json ? JSON.stringify(after) : `${flow} goes on from ${after.cursor ?? 'the very start'}`,
  )
  return exitCode.done
}
