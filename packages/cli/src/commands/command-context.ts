import {
  type Clock,
  type Diagnostic,
  docsOf,
  formatDiagnostic,
  formatGithubAnnotation,
  hasErrors,
  systemClock,
} from '@tiktok-ns/flow-engine'
import type { Terminal } from '../output/terminal.js'

/** What every command is handed: where it writes, and whether a machine reads it. */
export interface CommandContext {
  readonly terminal: Terminal
  readonly json: boolean
  /** Diagnostics as annotations of GitHub Actions. */
  readonly github?: boolean
  /** Aborted by the first Ctrl-C: finish what is in flight and end. */
  readonly signal: AbortSignal
  /** The time that flows, signatures and the log of the work follow; the machine's when left out. */
  readonly clock?: Clock
}

/** Epoch milliseconds, on the clock that the command was given. */
export const nowOf = ({ clock = systemClock }: Pick<CommandContext, 'clock'>): number => clock.now()

/** The command's input is wrong: exit code 2, and nothing was started. */
export class WrongInputError extends Error {
  override readonly name = 'WrongInputError'
}

/** Prints diagnostics, and ends the command when one is an error. */
export const reportDiagnostics = (
  diagnostics: readonly Diagnostic[],
  texts: ReadonlyMap<string, string>,
  { terminal, json, github = false }: CommandContext,
): void => {
  if (diagnostics.length === 0) return
  if (json)
    terminal.out(
      JSON.stringify({ diagnostics: diagnostics.map(found => ({ ...found, docs: docsOf(found.code) })) }),
    )
  else if (github) for (const diagnostic of diagnostics) terminal.out(formatGithubAnnotation(diagnostic))
  else
    for (const diagnostic of diagnostics)
      terminal.err(`${formatDiagnostic(diagnostic, texts.get(diagnostic.file))}\n`)
  if (!hasErrors(diagnostics)) return
  const count = diagnostics.filter(({ severity }) => severity === 'error').length
  throw new WrongInputError(
    count === 1 ? '1 problem; nothing was started' : `${count} problems; nothing was started`,
  )
}
