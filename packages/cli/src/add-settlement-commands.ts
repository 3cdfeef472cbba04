import type { Command } from 'commander'
import type { ProgramParts } from './add-operator-commands.js'

interface GivenOptions {
  readonly flow?: string
  readonly as: string
  readonly out?: string
}

/** What a bookkeeper does: look at a statement, close a month. */
export const addSettlementCommands = (program: Command, { ended, project, context }: ProgramParts): void => {
  const settlement = program.command('settlement').description('Explain statements and close months.')
  const report = (name: string, description: string) =>
    settlement
      .command(name)
      .description(description)
      .option('--flow <flow>', 'the flow that posts statements, where there are several')
      .option('--as <format>', 'table, markdown, csv, html or json', 'table')
      .option('--out <file>', 'write to this file')
  report(
    'show <statement>',
    'Tell one statement from gross to payout: keys, accounts, entries, orders, and what does not add up.',
  ).action(async (id: string, { as: format, ...options }: GivenOptions) => {
    const { settlementShow } = await import('./commands/settlement.js')
    ended(await settlementShow(id, project(), { ...options, format }, context()))
  })
  report('reconcile', "Put a month's statements beside NetSuite's ledger; says what differs.")
    .requiredOption('--month <month>', 'for example 2026-03')
    .action(async ({ as: format, month, ...options }: GivenOptions & { month: string }) => {
      const { settlementReconcile } = await import('./commands/settlement.js')
      ended(await settlementReconcile(month, project(), { ...options, format }, context()))
    })
}
