import { writeFileSync } from 'node:fs'
import { type SkuRow, skuFindings } from '@tiktok-ns/flows'
import { renderCsv } from '@tiktok-ns/flows/settlement'
import { type ExitCode, exitCode } from '../exit-code.js'
import { renderTable } from '../output/table.js'
import { compareProjectSkus } from '../project/compare-project-skus.js'
import { openConnections } from '../project/open-host.js'
import type { Project } from '../project/open-project.js'
import { type CommandContext, WrongInputError } from './command-context.js'
import { openOwnProject } from './load-plans.js'

export interface SkuReportOptions {
  /** Connection of the shop, and of the NetSuite account, where the project has several. */
  readonly shop?: string
  readonly erp?: string
  /** `table`, `csv` or `json`. */
  readonly format: string
  /** A file to write to. */
  readonly out?: string
  /** Matched SKUs too. */
  readonly all: boolean
}

/** Lays the shop's SKUs beside NetSuite's items: what has no partner, what is there twice, what is nearly the same. */
export const skuReport = async (
  projectFile: string,
  options: SkuReportOptions,
  context: CommandContext,
): Promise<ExitCode> => {
  const format = context.json ? 'json' : options.format
  if (!['table', 'csv', 'json'].includes(format))
    throw new WrongInputError(`there is no format "${format}"; it is table, csv or json`)
  const project = openOwnProject(projectFile, context)
  const shop = chooseConnection(project, 'tiktok-shop', options.shop, 'shop')
  const erp = chooseConnection(project, 'netsuite', options.erp, 'erp')
  const connections = openConnections(project)
  const rows = await compareProjectSkus(project, { shop, erp }, connections, context.signal)
  const drift = rows.filter(({ finding }) => finding !== 'matched')
  const text = render(options.all ? rows : drift, rows, format)
  if (options.out === undefined) context.terminal.out(text)
  else {
    writeFileSync(options.out, text)
    context.terminal.err(`${options.out} has ${options.all ? rows.length : drift.length} rows`)
  }
  return drift.length === 0 ? exitCode.done : exitCode.someRecordsFailed
}

const chooseConnection = (
  { spec }: Project,
  connector: string,
  named: string | undefined,
  option: string,
): string => {
  const names = Object.keys(spec.connections).filter(name => spec.connections[name]?.connector === connector)
  if (named !== undefined) {
    if (names.includes(named)) return named
    throw new WrongInputError(
      `the project has no ${connector} connection "${named}"; it has ${names.join(', ') || 'none'}`,
    )
  }
  const [only, ...others] = names
  if (only !== undefined && others.length === 0) return only
  throw new WrongInputError(
    only === undefined
      ? `the project has no ${connector} connection`
      : `the project has several ${connector} connections; say which with --${option} (${names.join(', ')})`,
  )
}

const columns = ['finding', 'skuId', 'sellerSku', 'product', 'itemId', 'item', 'suggestion'] as const

const render = (shown: readonly SkuRow[], rows: readonly SkuRow[], format: string): string => {
  const counts = Object.fromEntries(
    skuFindings.map(finding => [finding, rows.filter(row => row.finding === finding).length]),
  )
  if (format === 'json') return JSON.stringify({ counts, rows: shown })
  const cells = shown.map(row => columns.map(name => row[name]))
  if (format === 'csv') return renderCsv([columns, ...cells])
  const summary = skuFindings.map(finding => `${counts[finding] ?? 0} ${finding}`).join(', ')
  return shown.length === 0
    ? summary
    : `${renderTable(
        columns.map(title => ({ title })),
        cells,
      )}\n${summary}`
}
