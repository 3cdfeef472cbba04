import { type ExitCode, exitCode } from '../exit-code.js'
import { deliverReport, type ReportOptions } from '../output/deliver-report.js'
import { openConnections, openProjectStore } from '../project/open-host.js'
import { countCalls } from '../volume/count-calls.js'
import { countLines } from '../volume/count-lines.js'
import { toVolumeDocument } from '../volume/volume-document.js'
import { type CommandContext, nowOf } from './command-context.js'
import { loadPlans, openOwnProject } from './load-plans.js'

/** Counts what flows have used up by month: lines in NetSuite, by which its tiers are sold, and calls. */
export const volume = async (
  projectFile: string,
  { months, ...options }: ReportOptions & { readonly months: number },
  context: CommandContext,
): Promise<ExitCode> => {
  const project = openOwnProject(projectFile, context)
  const plans = loadPlans(project, [], { ...context, json: true })
  const connections = openConnections(project, context.clock)
  const since = monthsAgo(months - 1, new Date(nowOf(context)))
  const prefixes = new Set(plans.map(({ settings }) => String(settings['externalIdPrefix'] ?? 'TTS')))
  const accounts = Object.entries(project.spec.connections).filter(
    ([, { connector }]) => connector === 'netsuite',
  )
  const store = await openProjectStore(project)
  try {
    const lines = []
    for (const [name] of accounts)
      for (const prefix of prefixes) {
        const erp = connections.get(name)
        if (erp !== undefined)
          lines.push(...(await countLines(erp, { prefix, since, signal: context.signal })))
      }
    const calls = await countCalls(store, project.spec.flows, Date.parse(`${since}-01T00:00:00Z`))
    deliverReport(toVolumeDocument(lines, calls), { since, lines, calls }, options, context)
    return exitCode.done
  } finally {
    await store.close()
  }
}

/** `2026-09`, UTC. */
const monthsAgo = (count: number, now: Date): string =>
  new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - count, 1)).toISOString().slice(0, 7)
