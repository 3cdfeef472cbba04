import type { Command } from 'commander'
import type { ProgramParts } from './add-operator-commands.js'

interface GivenOptions {
  readonly shop?: string
  readonly erp?: string
  readonly as: string
  readonly out?: string
  readonly all?: boolean
}

/** What whoever keeps the catalogue does: see which SKUs have no item, and which items no SKU. */
export const addCatalogueCommands = (program: Command, { ended, project, context }: ProgramParts): void => {
  program
    .command('sku')
    .description("Compare the shop's SKUs with NetSuite's items.")
    .command('report')
    .description('Tell what has no partner on either side, what is there twice, and what is nearly the same.')
    .option('--shop <connection>', 'the shop, where the project has several')
    .option('--erp <connection>', 'the NetSuite account, where the project has several')
    .option('--as <format>', 'table, csv or json', 'table')
    .option('--out <file>', 'write to this file')
    .option('--all', 'matched SKUs too, as a map of the catalogue')
    .action(async ({ all = false, as: format, ...options }: GivenOptions) => {
      const { skuReport } = await import('./commands/sku-report.js')
      ended(await skuReport(project(), { ...options, format, all }, context()))
    })
}
