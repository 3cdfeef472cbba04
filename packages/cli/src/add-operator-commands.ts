import type { Command } from 'commander'
import type { CommandContext } from './commands/command-context.js'
import type { RunsOptions } from './commands/runs.js'
import type { ExitCode } from './exit-code.js'
import { list, portNumber, wholeNumber } from './option-values.js'

export interface ProgramParts {
  readonly ended: (code: ExitCode) => void
  readonly project: () => string
  readonly context: () => CommandContext
}

/** What an operator does day by day: watch, explain, retry, resolve. Each reaches a running `serve` where there is one. */
export const addOperatorCommands = (program: Command, { ended, project, context }: ProgramParts): void => {
  program
    .command('serve')
    .description('Run flows when they are due and when a webhook arrives, until stopped.')
    .option('--port <port>', 'where webhooks, /api, /healthz and /metrics are', portNumber, 8787)
    .option(
      '--host <address>',
      'listen here; an address other machines reach opens the webhooks alone',
      '127.0.0.1',
    )
    .action(async (options: { port: number; host: string }) => {
      const { serve } = await import('./commands/serve.js')
      ended(await serve(project(), options, context()))
    })
  program
    .command('status')
    .description('Say how each flow stands: last run, open errors, what waits.')
    .action(async () => {
      const { status } = await import('./commands/status.js')
      ended(await status(project(), context()))
    })
  program
    .command('runs')
    .description('List runs, newest first.')
    .option('--flow <flow>', 'only of this flow')
    .option('--flow-version <version>', 'only of this version of the flow, by how it begins')
    .option(
      '--written [run]',
      "instead: what a run wrote, by the run's id; the last one, or all of a --flow-version",
    )
    .option('--limit <count>', 'at most so many', wholeNumber, 20)
    .action(async ({ flowVersion: version, ...options }: RunsOptions & { flowVersion?: string }) => {
      const { runs } = await import('./commands/runs.js')
      ended(await runs(project(), { ...options, version }, context()))
    })
  program
    .command('explain <key>')
    .description('Tell the whole story of one order, external id or statement.')
    .option('--full', 'with all that was read, sent and answered, personal data masked', false)
    .action(async (key: string, options: { full: boolean }) => {
      const { explain } = await import('./commands/explain.js')
      ended(await explain(key, project(), options, context()))
    })
  program
    .command('pause <flows...>')
    .description('Pause flows: they read and write nothing, and their cursors and webhooks wait.')
    .option('--why <reason>', 'for those who come after you')
    .action(async (flows: string[], options: { why?: string }) => {
      const { pause } = await import('./commands/pause.js')
      ended(await pause(flows, project(), options, context()))
    })
  program
    .command('resume [flows...]')
    .description('Let paused flows go on and catch up, one after the other: all, or those named.')
    .action(async (flows: string[]) => {
      const { resume } = await import('./commands/pause.js')
      ended(await resume(flows, project(), context()))
    })
  addErrorCommands(program, { ended, project, context })
  program
    .command('retry [records...]')
    .description('Try parked records again: all, or those named.')
    .option('--flow <flow>', 'only of this flow; may be repeated', list, [])
    .option('--kind <kind>', 'only failures of this kind')
    .option('--make-again', 'make documents anew that somebody has deleted in NetSuite', false)
    .action(async (records: string[], options: { flow: string[]; kind?: string; makeAgain: boolean }) => {
      const { retry } = await import('./commands/retry.js')
      ended(await retry(records, project(), options, context()))
    })
  program
    .command('export <what>')
    .description(
      'Write parked records (`errors`) or run reports (`runs`) to a file, for a spreadsheet or a program.',
    )
    .requiredOption('--to <file>', 'a name that ends in .csv or .json')
    .option('--since <instant>', 'only from here on; an instant, or how long ago (24h)')
    .action(async (what: string, options: { to: string; since?: string }) => {
      const command = await import('./commands/export.js')
      ended(await command.exportTo(what, project(), options, context()))
    })
  program
    .command('prune')
    .description('Delete what is older than the project keeps it; a running serve does so every day.')
    .action(async () => {
      const { prune } = await import('./commands/retention.js')
      ended(await prune(project(), context()))
    })
  program
    .command('forget <person>')
    .description("Delete all data kept about one person: a TikTok buyer, by the order's user_id.")
    .option('--yes', 'yes, this is meant', false)
    .action(async (person: string, options: { yes: boolean }) => {
      const { forget } = await import('./commands/retention.js')
      ended(await forget(person, project(), options, context()))
    })
  const cursor = program.command('cursor').description('See or set how far flows have read.')
  cursor
    .command('show [flows...]', { isDefault: true })
    .description('Show how far each flow has read.')
    .action(async (flows: string[]) => {
      const { showCursors } = await import('./commands/cursor.js')
      ended(await showCursors(flows, project(), context()))
    })
  cursor
    .command('set <flow> <instant>')
    .description('Go on from here: an instant, how long ago (24h), or `start`.')
    .option('--yes', 'yes, this is meant', false)
    .action(async (flow: string, instant: string, options: { yes: boolean }) => {
      const { setCursor } = await import('./commands/cursor.js')
      ended(await setCursor(flow, instant, project(), options, context()))
    })
  program
    .command('audit')
    .description('List what people changed by hand, newest first.')
    .option('--flow <flow>', 'only of this flow')
    .option('--key <record>', 'only about this record')
    .option('--since <instant>', 'only from here on; an instant, or how long ago (24h)')
    .option('--limit <count>', 'at most so many', wholeNumber, 100)
    .action(async (options: { flow?: string; key?: string; since?: string; limit: number }) => {
      const { audit } = await import('./commands/audit.js')
      ended(await audit(project(), options, context()))
    })
}

const addErrorCommands = (program: Command, { ended, project, context }: ProgramParts): void => {
  const errors = program.command('errors').description('Look at parked records, and deal with them.')
  errors
    .command('list [flows...]', { isDefault: true })
    .description('List parked records, with the reason and the next step.')
    .option('--resolved', 'those that are resolved instead', false)
    .option('--kind <kind>', 'only failures of this kind')
    .option('--since <instant>', 'only those that failed from here on; an instant, or how long ago (24h)')
    .option('--limit <count>', 'at most so many', wholeNumber, 100)
    .action(
      async (
        flows: string[],
        options: { resolved: boolean; kind?: string; since?: string; limit: number },
      ) => {
        const command = await import('./commands/errors.js')
        ended(await command.errors(flows, project(), options, context()))
      },
    )
  errors
    .command('show <record>')
    .description('Show all that is kept about one.')
    .option('--flow <flow>', 'only of this flow')
    .option('--unmasked', "with the buyer's personal data", false)
    .action(async (record: string, options: { flow?: string; unmasked: boolean }) => {
      const { showError } = await import('./commands/errors.js')
      ended(await showError(record, project(), options, context()))
    })
  const change = (name: string, description: string) =>
    errors.command(name).description(description).option('--flow <flow>', 'only of this flow')
  change('resolve <record>', 'End it without another try.').action(
    async (record: string, options: { flow?: string }) => {
      const { changeError } = await import('./commands/errors.js')
      ended(await changeError(record, project(), { ...options, resolve: true }, context()))
    },
  )
  change('assign <record> <person>', 'Say who looks after it.').action(
    async (record: string, assignee: string, options: { flow?: string }) => {
      const { changeError } = await import('./commands/errors.js')
      ended(await changeError(record, project(), { ...options, assignee }, context()))
    },
  )
  change('tag <record> <tags...>', 'Put tags on it, in place of those it has.').action(
    async (record: string, tags: string[], options: { flow?: string }) => {
      const { changeError } = await import('./commands/errors.js')
      ended(await changeError(record, project(), { ...options, tags }, context()))
    },
  )
  change(
    'edit <record> <file>',
    'Put a JSON file in place of the record; the next try takes it as it is.',
  ).action(async (record: string, recordFile: string, options: { flow?: string }) => {
    const { changeError } = await import('./commands/errors.js')
    ended(await changeError(record, project(), { ...options, recordFile }, context()))
  })
}
