import type { FlowPause } from '@tiktok-ns/flow-engine'
import { type ExitCode, exitCode } from '../exit-code.js'
import type { FlowStatus } from '../operations/operation-table.js'
import { withOperations } from '../operations/with-operations.js'
import { toMinute } from '../output/instants.js'
import { renderTable } from '../output/table.js'
import type { ConnectionState } from '../serve/connection-health.js'
import type { CommandContext } from './command-context.js'

/** Says how each flow stands: is anything stuck? */
export const status = async (projectFile: string, context: CommandContext): Promise<ExitCode> => {
  const { flows, connections } = await withOperations(projectFile, context, async operations => ({
    flows: await operations.readStatus({}),
    connections: await operations.listConnections({}),
  }))
  if (context.json) context.terminal.out(JSON.stringify({ flows, connections }))
  else {
    const rows = flows.map(
      ({ flow, lastRun, running, nextRunAt, openErrors, waitingNotifications, cursor, paused }) => [
        flow,
        lastRun === undefined ? 'never' : toMinute(lastRun.startedAtMs),
        paused === undefined ? stateOf(running === true, lastRun) : 'paused',
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
    const lost = connections.filter(({ state }) => state === 'lost')
    const paused = flows.flatMap(({ paused }) => paused ?? [])
    context.terminal.out(
      [renderTable(columns, rows), ...paused.map(describePause), ...lost.map(describeLost)].join('\n\n'),
    )
  }
  return exitCode.done
}

const stateOf = (running: boolean, lastRun: FlowStatus['lastRun']): string => {
  if (running) return 'under way'
  return lastRun === undefined ? '' : (lastRun.report?.state ?? 'cut off')
}

const describePause = ({ flow, sinceMs, by, why }: FlowPause): string =>
  [
    `${flow} is paused since ${toMinute(sinceMs)} by ${by}${why === undefined ? '' : `: ${why}`}`,
    `Its cursor and its webhooks wait; tiktok-ns resume ${flow} lets it go on.`,
  ].join('\n')

const describeLost = ({ connection, since, why = '', next, nextProbeAt }: ConnectionState): string =>
  [
    `The connection ${connection} is lost since ${toMinute(Date.parse(since))}: ${why}`,
    ...(next === undefined ? [] : [`What to do: ${next}`]),
    ...(nextProbeAt === undefined
      ? []
      : [
          `Flows that need it wait; it is tried again at ${toMinute(Date.parse(nextProbeAt))}, and they go on by themselves.`,
        ]),
  ].join('\n')
