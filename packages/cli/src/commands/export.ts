import { writeFileSync } from 'node:fs'
import { renderCsv } from '@tiktok-ns/flows/settlement'
import { type ExitCode, exitCode } from '../exit-code.js'
import type { Operations } from '../operations/operation-table.js'
import { withOperations } from '../operations/with-operations.js'
import { type CommandContext, WrongInputError } from './command-context.js'
import { toInstant } from './to-instant.js'

export interface ExportOptions {
  readonly to: string
  readonly since?: string | undefined
}

/** What was asked for, as it is, and as a table for spreadsheets. */
interface Exported {
  readonly entries: readonly unknown[]
  readonly table: readonly (readonly string[])[]
}

const mostEntries = 10_000

const iso = (ms: number | undefined): string => (ms === undefined ? '' : new Date(ms).toISOString())

const exporters: Readonly<
  Record<string, (operations: Operations, since: string | undefined) => Promise<Exported>>
> = {
  errors: async (operations, since) => {
    const entries = await operations.listErrors({ since, limit: mostEntries })
    const titles = [
      'record',
      'flow',
      'step',
      'kind',
      'tries',
      'first failed',
      'last failed',
      'assignee',
      'tags',
      'why',
      'what to do',
    ]
    const rows = entries.map(
      ({
        traceKey,
        flow,
        step,
        failure,
        attempts,
        firstParkedAtMs,
        lastParkedAtMs,
        assignee = '',
        tags = [],
      }) => [
        traceKey,
        flow,
        step,
        failure.kind,
        String(attempts),
        iso(firstParkedAtMs),
        iso(lastParkedAtMs),
        assignee,
        tags.join(' '),
        failure.message,
        failure.hint ?? '',
      ],
    )
    return { entries, table: [titles, ...rows] }
  },
  runs: async (operations, since) => {
    const all = await operations.listRuns({ limit: mostEntries })
    const entries = all.filter(({ startedAtMs }) => since === undefined || startedAtMs >= Date.parse(since))
    const titles = ['run', 'flow', 'started', 'ended', 'state', 'read', 'written', 'skipped', 'failed']
    const rows = entries.map(({ runId, flow, startedAtMs, endedAtMs, report }) => {
      const { read, written, skipped, failed } = report?.counts ?? {}
      const counts = [read, written, skipped, failed].map(count => String(count ?? ''))
      return [runId, flow, iso(startedAtMs), iso(endedAtMs), report?.state ?? '', ...counts]
    })
    return { entries, table: [titles, ...rows] }
  },
}

/** Writes parked records or run reports into a file. Records' own data is left out: it is personal. */
export const exportTo = async (
  what: string,
  projectFile: string,
  { to, since }: ExportOptions,
  context: CommandContext,
): Promise<ExitCode> => {
  const exporter = exporters[what]
  if (exporter === undefined)
    throw new WrongInputError(`there is no export of "${what}"; write ${Object.keys(exporters).join(' or ')}`)
  const ending = /\.(csv|json)$/.exec(to)?.[1]
  if (ending === undefined) throw new WrongInputError(`${to} must end in .csv or .json`)
  const from = toInstant(since, '--since')
  const { entries, table } = await withOperations(projectFile, context, operations =>
    exporter(operations, from),
  )
  writeFileSync(to, ending === 'csv' ? renderCsv(table) : `${JSON.stringify(entries, undefined, 2)}\n`)
  context.terminal.out(
    context.json
      ? JSON.stringify({ file: to, entries: entries.length, cut: entries.length === mostEntries })
      : `${entries.length} entries are in ${to}`,
  )
  if (entries.length === mostEntries && !context.json)
    context.terminal.err(
      `There may be more: one export holds at most ${mostEntries} entries. Take parts of them with --since.\n`,
    )
  return exitCode.done
}
