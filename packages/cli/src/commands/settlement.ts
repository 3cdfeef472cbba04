import type { FlowPlan } from '@tiktok-ns/flow-engine'
import {
  readMonthReconciliation,
  readStatementReport,
  type SettlementSources,
} from '@tiktok-ns/flows/settlement'
import { type ExitCode, exitCode } from '../exit-code.js'
import { deliverReport, type ReportOptions } from '../output/deliver-report.js'
import { chooseFlow, openSides } from '../project/flow-sides.js'
import { type CommandContext, WrongInputError } from './command-context.js'
import { loadPlans, openOwnProject } from './load-plans.js'

export interface SettlementReportOptions extends ReportOptions {
  /** The flow that posts statements, where the project has several shops. */
  readonly flow?: string
}

/** Tells one statement from gross to payout, with its accounts, its entries and what does not add up. */
export const settlementShow = async (
  id: string,
  projectFile: string,
  options: SettlementReportOptions,
  context: CommandContext,
): Promise<ExitCode> => {
  const report = await readStatementReport(openSources(projectFile, options, context), id)
  if (report === undefined) throw new WrongInputError(`the shop has no statement "${id}"`)
  const { document, ...facts } = report
  deliverReport(document, facts, options, context)
  return report.problems.length === 0 ? exitCode.done : exitCode.someRecordsFailed
}

/** Closes a month: what the statements say by key beside what NetSuite's ledger has, clearing, and what is open. */
export const settlementReconcile = async (
  month: string,
  projectFile: string,
  options: SettlementReportOptions,
  context: CommandContext,
): Promise<ExitCode> => {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month))
    throw new WrongInputError(`"${month}" is no month; write it as 2026-03`)
  const { document, ...facts } = await readMonthReconciliation(
    openSources(projectFile, options, context),
    month,
  )
  deliverReport(document, facts, options, context)
  return facts.ties ? exitCode.done : exitCode.someRecordsFailed
}

const openSources = (
  projectFile: string,
  { flow }: SettlementReportOptions,
  context: CommandContext,
): SettlementSources => {
  const project = openOwnProject(projectFile, context)
  const plans = loadPlans(project, [], { ...context, json: true })
  const plan = chooseFlow(plans, {
    named: flow,
    does: 'posts statements',
    shipped: 'settlement/tiktok-statements-to-netsuite-books',
    isIt: one => runsHook(one, 'settlement.readStatement'),
  })
  const sides = openSides(project, plan, context.clock)
  return {
    ...sides,
    settings: plan.settings,
    rates: plans.find(other => runsHook(other, 'settlement.checkRates') && isOfShop(other, sides.shopKey))
      ?.settings,
    signal: context.signal,
  }
}

const runsHook = ({ steps }: FlowPlan, hook: string): boolean =>
  steps.some(
    step =>
      (step.kind === 'hook' && step.hook === hook) ||
      (step.kind === 'read' && step.into.kind === 'hook' && step.into.hook === hook),
  )

const isOfShop = ({ connections }: FlowPlan, shopKey: string): boolean =>
  Object.values(connections).some(({ connector, key }) => connector === 'tiktok-shop' && key === shopKey)
