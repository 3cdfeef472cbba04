import { type ExitCode, exitCode } from '../exit-code.js'
import { withOperations } from '../operations/with-operations.js'
import { toMinute } from '../output/instants.js'
import { renderTable } from '../output/table.js'
import type { CommandContext } from './command-context.js'

/** Says how each flow stands: is anything stuck? */
export const status = async (projectFile: string, context: CommandContext): Promise<ExitCode> => {
  const flows = await withOperations(projectFile, context, operations => operations.readStatus({}))
  if (context.json) context.terminal.out(JSON.stringify({ flows }))
  else {
    const rows = flows.map(
      ({ flow, lastRun, running, nextRunAt, openErrors, waitingNotifications, cursor }) => [
        flow,
        lastRun === undefined ? 'never' : toMinute(lastRun.startedAtMs),
        running === true ? 'under way' : (lastRun?.report?.state ?? (lastRun === undefined ? '' : 'cut off')),
        cursor === undefined ? '' : toMinute(Date.parse(cursor)),
        nextRunAt === undefined ? '' : toMinute(Date.parse(nextRunAt)),
        String(openErrors),
        String(waitingNotifications),
      ],
    )
    const columns = [
      { title: 'flow' },
      { title: 'last run (UTC)' },
      { title: 'state' },
      { title: 'read up to' },
      { title: 'next run' },
      { title: 'open errors', align: 'right' },
      { title: 'webhooks waiting', align: 'right' },
    ] as const
    context.terminal.out(renderTable(columns, rows))
  }
  return exitCode.done
}
