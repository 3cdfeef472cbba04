import { type ExitCode, exitCode } from '../exit-code.js'
import type { OperationInput } from '../operations/operation-table.js'
import { withOperations } from '../operations/with-operations.js'
import { toMinute } from '../output/instants.js'
import { renderTable } from '../output/table.js'
import type { CommandContext } from './command-context.js'

export interface RunsOptions {
  readonly flow?: string | undefined
  /** Only runs of this version of their flow. */
  readonly version?: string | undefined
  /** A run's id, `last`, or true: what it wrote; with a version, what all runs of it wrote. */
  readonly written?: string | true | undefined
  readonly limit: number
}

/** Lists runs, newest first; or what one of them wrote. */
export const runs = async (
  projectFile: string,
  { flow, version, written, limit }: RunsOptions,
  context: CommandContext,
): Promise<ExitCode> =>
  written === undefined
    ? listRuns(projectFile, { flow, version, limit }, context)
    : listWritten(
        projectFile,
        { flow, version, limit, runId: written === true || written === 'last' ? undefined : written },
        context,
      )

const listRuns = async (
  projectFile: string,
  input: OperationInput<'listRuns'>,
  { terminal, json, ...context }: CommandContext,
): Promise<ExitCode> => {
  const entries = await withOperations(projectFile, { terminal, json, ...context }, operations =>
    operations.listRuns(input),
  )
  if (json) terminal.out(JSON.stringify({ runs: entries }))
  else if (entries.length === 0) terminal.out('no run yet')
  else {
    const count = { align: 'right' } as const
    const columns = [
      { title: 'run' },
      { title: 'flow' },
      { title: 'version' },
      { title: 'started (UTC)' },
      { title: 'why' },
      { title: 'state' },
      { title: 'read', ...count },
      { title: 'written', ...count },
      { title: 'skipped', ...count },
      { title: 'failed', ...count },
      { title: 'secs', ...count },
    ]
    const rows = entries.map(({ runId, flow, version = '', startedAtMs, reason = '', report }) => [
      runId.slice(0, 8),
      flow,
      version,
      toMinute(startedAtMs),
      reason,
      report?.state ?? 'under way, or cut off',
      ...(report === undefined
        ? ['', '', '', '', '']
        : [
            String(report.counts.read),
            String(report.counts.written),
            String(report.counts.skipped),
            String(report.counts.failed),
            (report.elapsedMs / 1000).toFixed(1),
          ]),
    ])
    terminal.out(renderTable(columns, rows))
  }
  return exitCode.done
}

const listWritten = async (
  projectFile: string,
  input: OperationInput<'listWritten'>,
  context: CommandContext,
): Promise<ExitCode> => {
  const history = await withOperations(projectFile, context, operations => operations.listWritten(input))
  if (context.json) context.terminal.out(JSON.stringify({ written: history }))
  else if (history.length === 0) context.terminal.out('that run wrote nothing')
  else {
    const rows = [...history]
      .reverse()
      .flatMap(({ flow, traceKey, writes }) =>
        writes.map(({ step, change, ref, externalId = '' }) => [
          traceKey,
          flow,
          step,
          change,
          ref,
          externalId,
        ]),
      )
    const titles = ['record', 'flow', 'step', 'change', 'id', 'external id']
    context.terminal.out(
      renderTable(
        titles.map(title => ({ title })),
        rows,
      ),
    )
  }
  return exitCode.done
}
