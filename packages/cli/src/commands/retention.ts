import { userInfo } from 'node:os'
import { type ExitCode, exitCode } from '../exit-code.js'
import { withOperations } from '../operations/with-operations.js'
import { type CommandContext, WrongInputError } from './command-context.js'

/** Deletes what is older than the project keeps it. A running `serve` does so every day. */
export const prune = async (projectFile: string, context: CommandContext): Promise<ExitCode> => {
  const by = userInfo().username
  const pruned = await withOperations(projectFile, context, operations => operations.prune({ by }))
  const { trails, history, runs, resolvedErrors, notifications, audit } = pruned
  context.terminal.out(
    context.json
      ? JSON.stringify({ pruned })
      : [
          `payloads         ${trails}`,
          `history          ${history}`,
          `runs             ${runs}`,
          `resolved errors  ${resolvedErrors}`,
          `webhook ids      ${notifications}`,
          `audit entries    ${audit}`,
        ].join('\n'),
  )
  return exitCode.done
}

/** Deletes all that is kept of one person's data. What became of the records, and their documents' ids, stay. */
export const forget = async (
  person: string,
  projectFile: string,
  { yes }: { readonly yes: boolean },
  context: CommandContext,
): Promise<ExitCode> => {
  if (!yes)
    throw new WrongInputError(
      `this deletes all data kept about ${person} and cannot be undone; say --yes when that is meant`,
    )
  const by = userInfo().username
  const forgotten = await withOperations(projectFile, context, operations =>
    operations.forget({ person, by }),
  )
  const { trails, parked, audit } = forgotten
  context.terminal.out(
    context.json
      ? JSON.stringify({ forgotten })
      : trails + parked + audit === 0
        ? `nothing is kept about ${person}`
        : `the data of ${trails} trails, ${parked} parked records and ${audit} edits is deleted; what other systems hold is theirs to delete`,
  )
  return exitCode.done
}
