import { type ExitCode, exitCode } from '../exit-code.js'
import { withOperations } from '../operations/with-operations.js'
import { toSecond } from '../output/instants.js'
import { renderTable } from '../output/table.js'
import type { CommandContext } from './command-context.js'
import { toInstant } from './to-instant.js'

export interface AuditOptions {
  readonly flow?: string | undefined
  readonly key?: string | undefined
  readonly since?: string | undefined
  readonly limit: number
}

/** Lists what people changed by hand, newest first. */
export const audit = async (
  projectFile: string,
  { since, ...filter }: AuditOptions,
  context: CommandContext,
): Promise<ExitCode> => {
  const input = { ...filter, since: toInstant(since, '--since') }
  const entries = await withOperations(projectFile, context, operations => operations.listAudit(input))
  if (context.json) context.terminal.out(JSON.stringify({ audit: entries }))
  else if (entries.length === 0) context.terminal.out('nobody has changed anything by hand')
  else {
    const rows = entries.map(({ atMs, by, action, flow = '', traceKey = '', before, after }) => [
      toSecond(atMs),
      by,
      action,
      flow,
      traceKey,
      // Records are long and hold a buyer's data: that one was edited is enough here.
      action === 'parked.edit' ? '' : `${shorten(before)} → ${shorten(after)}`,
    ])
    const titles = ['when (UTC)', 'who', 'what', 'flow', 'record', 'change']
    context.terminal.out(
      renderTable(
        titles.map(title => ({ title })),
        rows,
      ),
    )
  }
  return exitCode.done
}

const shorten = (value: unknown): string => {
  if (value === undefined || value === null || value === '') return '–'
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}
