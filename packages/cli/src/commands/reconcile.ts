import { type ExitCode, exitCode } from '../exit-code.js'
import { deliverReport, type ReportOptions } from '../output/deliver-report.js'
import { chooseFlow, openSides } from '../project/flow-sides.js'
import { openProjectStore } from '../project/open-host.js'
import { toDayDocument } from '../reconcile/day-document.js'
import { bookedAs, readDay } from '../reconcile/read-day.js'
import { toDay } from '../reconcile/to-day.js'
import { type CommandContext, nowOf } from './command-context.js'
import { loadPlans, openOwnProject } from './load-plans.js'

/** Lays the orders of a day beside NetSuite's documents: counts, sums, and a reason for each difference. */
export const reconcile = async (
  given: string,
  projectFile: string,
  { flow, ...options }: ReportOptions & { readonly flow?: string },
  context: CommandContext,
): Promise<ExitCode> => {
  const project = openOwnProject(projectFile, context)
  const plans = loadPlans(project, [], { ...context, json: true })
  const plan = chooseFlow(plans, {
    named: flow,
    does: 'books orders',
    shipped: 'orders/tiktok-orders-to-netsuite-sales-orders',
    isIt: one => bookedAs(one) !== undefined,
  })
  const day = toDay(given, String(plan.settings['timeZone'] ?? 'UTC'), nowOf(context))
  const store = await openProjectStore(project)
  try {
    const sources = { plan, store, signal: context.signal, ...openSides(project, plan, context.clock) }
    const rows = await readDay(sources, day)
    const title = `Orders of ${plan.flow}, ${day}`
    deliverReport(toDayDocument(title, rows), { day, flow: plan.flow, rows }, options, context)
    return rows.every(({ reason }) => reason.isMeant) ? exitCode.done : exitCode.someRecordsFailed
  } finally {
    await store.close()
  }
}
