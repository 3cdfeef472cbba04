import { userInfo } from 'node:os'
import { type ExitCode, exitCode } from '../exit-code.js'
import { withOperations } from '../operations/with-operations.js'
import { renderErrors, renderParked } from '../output/errors-view.js'
import { readJsonFile } from '../project/read-json-file.js'
import type { CommandContext } from './command-context.js'
import { toInstant } from './to-instant.js'

export interface ErrorsOptions {
  readonly resolved: boolean
  readonly kind?: string | undefined
  readonly since?: string | undefined
  readonly limit: number
}

/** Lists parked records: which, why, and what to do next. */
export const errors = async (
  flows: readonly string[],
  projectFile: string,
  { resolved, kind, since, limit }: ErrorsOptions,
  context: CommandContext,
): Promise<ExitCode> => {
  const status = resolved ? 'resolved' : 'open'
  const input = { flows, status, kind, since: toInstant(since, '--since'), limit } as const
  const parked = await withOperations(projectFile, context, operations => operations.listErrors(input))
  if (context.json) context.terminal.out(JSON.stringify({ parked }))
  else
    context.terminal.out(
      parked.length === 0 ? `nothing is ${resolved ? 'resolved' : 'parked'}` : renderErrors(parked),
    )
  return exitCode.done
}

/** Shows all that is kept about one parked record; personal data is masked unless asked for. */
export const showError = async (
  key: string,
  projectFile: string,
  { flow, unmasked = false }: { readonly flow?: string | undefined; readonly unmasked?: boolean },
  context: CommandContext,
): Promise<ExitCode> => {
  const parked = await withOperations(projectFile, context, operations =>
    operations.showErrors({ key, flow, unmasked }),
  )
  context.terminal.out(context.json ? JSON.stringify({ parked }) : parked.map(renderParked).join('\n\n'))
  return exitCode.done
}

export interface ChangeErrorOptions {
  readonly flow?: string | undefined
  readonly resolve?: boolean
  readonly assignee?: string
  readonly tags?: readonly string[]
  /** A JSON file with the record as the next try should take it. */
  readonly recordFile?: string
}

/** Resolves, assigns, tags or edits a parked record. Who did it is kept in the audit log. */
export const changeError = async (
  key: string,
  projectFile: string,
  { flow, resolve, assignee, tags, recordFile }: ChangeErrorOptions,
  context: CommandContext,
): Promise<ExitCode> => {
  const record = recordFile === undefined ? undefined : readJsonFile(recordFile)
  const input = { key, flow, resolve, assignee, tags, record, by: userInfo().username }
  const { changed } = await withOperations(projectFile, context, operations => operations.changeError(input))
  context.terminal.out(
    context.json ? JSON.stringify({ changed }) : `${key} is changed in ${changed.join(', ')}`,
  )
  return exitCode.done
}
