import type { Command } from 'commander'
import type { ProgramParts } from './add-operator-commands.js'
import { wholeNumber } from './option-values.js'

interface GivenOptions {
  readonly as: string
  readonly out?: string
}

/** What somebody looks at now and then: whether a day's orders are all there, and what has been used up. */
export const addReportCommands = (program: Command, { ended, project, context }: ProgramParts): void => {
  const report = (name: string, description: string) =>
    program
      .command(name)
      .description(description)
      .option('--as <format>', 'table, markdown, csv, html or json', 'table')
      .option('--out <file>', 'write to this file')
  report('reconcile', "Lay a day's orders beside NetSuite's documents: counts, sums, and why they differ.")
    .requiredOption('--day <day>', "2026-11-25, `yesterday` or `today`, in the shop's time zone")
    .option('--flow <flow>', 'the flow that books orders, where there are several')
    .action(async ({ as: format, day, ...options }: GivenOptions & { day: string; flow?: string }) => {
      const { reconcile } = await import('./commands/reconcile.js')
      ended(await reconcile(day, project(), { ...options, format }, context()))
    })
  report(
    'volume',
    "Count what flows use up by month: NetSuite's transaction lines, by which its tiers are sold, and calls.",
  )
    .option('--months <count>', 'so many, the running one included', wholeNumber, 3)
    .action(async ({ as: format, ...options }: GivenOptions & { months: number }) => {
      const { volume } = await import('./commands/volume.js')
      ended(await volume(project(), { ...options, format }, context()))
    })
}
