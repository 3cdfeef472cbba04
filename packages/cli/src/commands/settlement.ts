import { writeFileSync } from 'node:fs'
import type { FlowPlan } from '@tiktok-ns/flow-engine'
import {
  type ReportDocument,
  readMonthReconciliation,
  readStatementReport,
  type SettlementSources,
  toCsv,
  toHtml,
  toMarkdown,
} from '@tiktok-ns/flows/settlement'
import { type ExitCode, exitCode } from '../exit-code.js'
import { renderTable } from '../output/table.js'
import { paint } from '../output/terminal.js'
import { openConnections } from '../project/open-host.js'
import { type CommandContext, WrongInputError } from './command-context.js'
import { loadPlans, openOwnProject } from './load-plans.js'

export interface ReportOptions {
  /** The flow that posts statements, where the project has several shops. */
  readonly flow?: string
  /** `table`, `markdown`, `csv`, `html` or `json`. */
  readonly format: string
  /** A file to write to. */
  readonly out?: string
}

/** Tells one statement from gross to payout, with its accounts, its entries and what does not add up. */
export const settlementShow = async (
  id: string,
  projectFile: string,
  options: ReportOptions,
  context: CommandContext,
): Promise<ExitCode> => {
  const report = await readStatementReport(openSources(projectFile, options, context), id)
  if (report === undefined) throw new WrongInputError(`the shop has no statement "${id}"`)
  const { document, ...facts } = report
  deliver(document, facts, options, context)
  return report.problems.length === 0 ? exitCode.done : exitCode.someRecordsFailed
}

/** Closes a month: what the statements say by key beside what NetSuite's ledger has, clearing, and what is open. */
export const settlementReconcile = async (
  month: string,
  projectFile: string,
  options: ReportOptions,
  context: CommandContext,
): Promise<ExitCode> => {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month))
    throw new WrongInputError(`"${month}" is no month; write it as 2026-03`)
  const { document, ...facts } = await readMonthReconciliation(
    openSources(projectFile, options, context),
    month,
  )
  deliver(document, facts, options, context)
  return facts.ties ? exitCode.done : exitCode.someRecordsFailed
}

const openSources = (
  projectFile: string,
  { flow }: ReportOptions,
  context: CommandContext,
): SettlementSources => {
  const project = openOwnProject(projectFile, context)
  const plans = loadPlans(project, [], { ...context, json: true })
  const plan = choosePlan(plans, flow)
  const connections = openConnections(project, context.clock)
  const bound = project.spec.flows[plan.flow]?.connections ?? {}
  const [shop, erp] = ['tiktok-shop', 'netsuite'].map(connector => {
    const name = Object.keys(plan.connections).find(own => plan.connections[own]?.connector === connector)
    const connection = connections.get(bound[name ?? ''] ?? '')
    if (name === undefined || connection === undefined)
      throw new WrongInputError(`the flow "${plan.flow}" has no ${connector} connection`)
    return { name, connection }
  })
  if (shop === undefined || erp === undefined) throw new WrongInputError('the flow has no connections')
  const shopKey = plan.connections[shop.name]?.key ?? ''
  return {
    shop: shop.connection,
    erp: erp.connection,
    shopKey,
    settings: plan.settings,
    rates: plans.find(other => runsHook(other, 'settlement.checkRates') && isOfShop(other, shopKey))
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

/** The flow that posts statements, whatever the project calls it. */
const choosePlan = (all: readonly FlowPlan[], named: string | undefined): FlowPlan => {
  const plans = all.filter(
    plan => runsHook(plan, 'settlement.readStatement') && (named === undefined || plan.flow === named),
  )
  const [plan, ...others] = plans
  if (plan === undefined)
    throw new WrongInputError(
      named === undefined
        ? 'the project has no flow that posts statements; add settlement/tiktok-statements-to-netsuite-books'
        : `the project has no flow "${named}" that posts statements`,
    )
  if (others.length > 0)
    throw new WrongInputError(
      `several flows post statements; name one with --flow: ${plans.map(({ flow }) => flow).join(', ')}`,
    )
  return plan
}

const deliver = (
  document: ReportDocument,
  facts: object,
  { format, out }: ReportOptions,
  { terminal, json }: CommandContext,
): void => {
  const text = json ? JSON.stringify(facts) : render(document, facts, format, terminal)
  if (out === undefined) {
    terminal.out(text)
    return
  }
  writeFileSync(out, text)
  terminal.out(`${document.title}: written to ${out}`)
}

const render = (
  document: ReportDocument,
  facts: object,
  format: string,
  terminal: CommandContext['terminal'],
): string => {
  switch (format) {
    case 'table':
      return toText(document, terminal)
    case 'markdown':
      return toMarkdown(document)
    case 'csv':
      return toCsv(document)
    case 'html':
      return toHtml(document)
    case 'json':
      return JSON.stringify(facts, null, 2)
    default:
      throw new WrongInputError(`there is no format "${format}"; choose table, markdown, csv, html or json`)
  }
}

const toText = (
  { title, facts, tables, notes }: ReportDocument,
  terminal: CommandContext['terminal'],
): string =>
  [
    paint(terminal, 'bold', title),
    renderTable(
      [{ title: '' }, { title: '' }],
      facts.map(([label, value]) => [label, value]),
    ),
    ...notes.map(note => `${paint(terminal, 'red', 'look at')} ${note}`),
    ...tables.map(
      table => `\n${paint(terminal, 'bold', table.title)}\n${renderTable(table.columns, table.rows)}`,
    ),
  ].join('\n')
