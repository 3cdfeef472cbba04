import { Command, Option } from 'commander'
import { addAuthorCommands } from './add-author-commands.js'
import { addCatalogueCommands } from './add-catalogue-commands.js'
import { addOperatorCommands } from './add-operator-commands.js'
import { addReportCommands } from './add-report-commands.js'
import { addSettlementCommands } from './add-settlement-commands.js'
import type { CommandContext } from './commands/command-context.js'
import type { ConnectOptions } from './commands/connect.js'
import type { InitOptions } from './commands/init.js'
import type { SandboxCommandOptions } from './commands/sandbox.js'
import type { ExitCode } from './exit-code.js'
import { addHelpExamples } from './help-examples.js'
import { list, portNumber, wholeNumber } from './option-values.js'
import { projectFileName } from './project/open-project.js'

export interface ProgramOptions {
  readonly context: (json: boolean) => CommandContext
  readonly ended: (code: ExitCode) => void
}

interface RunCommandOptions {
  readonly since?: string
  readonly until?: string
  readonly ids: readonly string[]
  readonly backfill: boolean
  readonly dry: boolean
  readonly saveFixtures?: string
}

interface DemoOptions {
  readonly faults: boolean
  readonly day: boolean
  readonly month: boolean
  readonly pages?: string
  readonly orders?: number
  readonly seed: number
}

/** The `tiktok-ns` command. Each verb is loaded when it is called, so that help comes at once. */
export const createProgram = ({ context, ended }: ProgramOptions): Command => {
  const program = new Command('tiktok-ns')
    .description('Connects TikTok Shop and NetSuite with flows written in YAML.')
    .option('--project <file>', 'the project file', projectFileName)
    .option('--json', 'results as JSON, for machines', false)
    .addOption(
      new Option('--format <form>', 'how what is wrong with files is printed')
        .choices(['text', 'json', 'github'])
        .default('text'),
    )
    .exitOverride()
    .showHelpAfterError('(tiktok-ns --help shows every command)')
    .addHelpText(
      'after',
      '\nExit codes: 0 done, 1 some records failed, 2 the flow, the options or the store are wrong, 3 a system could not be reached.',
    )

  const shared = () => program.opts<{ project: string; json: boolean; format: string }>()
  const here = (): CommandContext => {
    const { json, format } = shared()
    return { ...context(json || format === 'json'), github: format === 'github' }
  }

  program
    .command('init [folder]')
    .description('Write a project: accounts, flows, every setting explained.')
    .option('--yes', 'ask nothing, leave what is not known to be filled in', false)
    .option('--shop-key <key>', 'short key for the shop, part of every document id')
    .option('--account <id>', 'NetSuite account id, such as 123456 or 123456_SB1')
    .option('--flows <names>', 'shipped flows by name, in place of the usual ones', list, [])
    .action(async (folder: string | undefined, options: InitOptions) => {
      const { init } = await import('./commands/init.js')
      ended(await init(folder ?? '.', options, here()))
    })
  program
    .command('connect <connection>')
    .description(
      'Connect an account: TikTok Shop by consent in a browser, other systems by trying their keys.',
    )
    .option('--service-id <id>', "the TikTok app's service id, from Partner Center")
    .addOption(
      new Option('--market <market>', 'where the shop is: sellers in the US consent on a page of their own')
        .choices(['row', 'us'])
        .default('row'),
    )
    .option('--code <code>', 'what the browser was sent to after the consent, or its code')
    .option(
      '--port <port>',
      "wait here for the browser, when the app's redirect URL is this machine",
      portNumber,
    )
    .action(async (connection: string, options: ConnectOptions) => {
      const { connect } = await import('./commands/connect.js')
      ended(await connect(connection, shared().project, options, here()))
    })
  program
    .command('doctor')
    .description(
      'Look whether both systems, the store and the flows are ready, and say what to do where not.',
    )
    .action(async () => {
      const { doctor } = await import('./commands/doctor.js')
      ended(await doctor(shared().project, here()))
    })
  program
    .command('check [paths...]')
    .description('Check flows without running them: all of the project, or the files and folders named.')
    .option(
      '--resolved',
      'print the flows named as they will run, with the file and line that each line comes from',
      false,
    )
    .action(async (paths: string[], options: { resolved: boolean }) => {
      const { check, printResolved } = await import('./commands/check.js')
      if (options.resolved) ended(printResolved(paths, here()))
      else ended(check(paths, shared().project, here()))
    })
  program
    .command('test [paths...]')
    .description('Run the YAML tests beside flows (*.flow.test.yaml), without any network.')
    .option('--watch', 'run them again whenever a file changes, until Ctrl-C', false)
    .option('--update', 'write into the tests what came of them, for you to look through', false)
    .action(async (paths: string[], options: { watch: boolean; update: boolean }) => {
      const where = paths.length === 0 ? ['.'] : paths
      if (options.update) {
        const { updateTests } = await import('./commands/update-tests.js')
        return ended(await updateTests(where, here()))
      }
      if (options.watch) {
        const { watchTests } = await import('./commands/watch-tests.js')
        return ended(await watchTests(where, here()))
      }
      const { test } = await import('./commands/test.js')
      ended(await test(where, here()))
    })
  addAuthorCommands(program, { ended, project: () => shared().project, context: here })
  program
    .command('run [flows...]')
    .description("Run the project's flows once: all, or those named.")
    .option('--since <instant>', 'read from here instead of where the last run ended')
    .option('--until <instant>', 'read up to here, and leave the cursor alone')
    .option('--ids <ids>', 'only these records, separated by commas', list, [])
    .option(
      '--backfill',
      'with --since: fill in what is old; nothing is written into TikTok Shop, no other flow follows, all else goes first',
      false,
    )
    .option('--dry', 'write nothing, and print what each record would become', false)
    .option(
      '--save-fixtures <file>',
      'with --dry: keep what was read as a test of the flow, without personal data',
    )
    .action(async (flows: string[], options: RunCommandOptions) => {
      if (options.dry || options.saveFixtures !== undefined) {
        const { dryRun } = await import('./commands/dry-run.js')
        return ended(await dryRun(flows, shared().project, options, here()))
      }
      const { run } = await import('./commands/run.js')
      ended(await run(flows, shared().project, options, here()))
    })
  const parts = { ended, project: () => shared().project, context: here }
  addOperatorCommands(program, parts)
  addSettlementCommands(program, parts)
  addReportCommands(program, parts)
  addCatalogueCommands(program, parts)
  program
    .command('sandbox')
    .description('Serve a TikTok Shop and a NetSuite on this machine, until Ctrl-C.')
    .option('--seed <file>', 'what both hold at the start: JSON, or lines of it in .ndjson (docs/sandbox.md)')
    .option('--generate <what>', 'make it up instead: orders=500,regions=US+GB,seed=7 or of=month,orders=300')
    .option('--tiktok-port <port>', '0 takes any free port', portNumber, 4010)
    .option(
      '--netsuite-port <port>',
      '0 takes any free port; further accounts of a seed take the ports after it',
      portNumber,
      4020,
    )
    .option('--clock <instant>', 'stands at this moment until it is moved; the real time when left out')
    .option('--clock-runs', 'lets the clock run on from there', false)
    .option('--state <file>', 'keeps the state in this file; when it is there, it outweighs the seed')
    .option(
      '--faults <file>',
      'rules for what goes wrong, as JSON: an array, as POST /_sandbox/faults takes each',
    )
    .option('--draws <seed>', 'repeats the draws of faults and of the systems themselves', '1')
    .option('--host <address>', 'listens there instead of on 127.0.0.1')
    .option('--allow-public', 'allows an address that other machines reach', false)
    .action(async (options: SandboxCommandOptions) => {
      const { sandbox } = await import('./commands/sandbox.js')
      ended(await sandbox(options, here()))
    })
  program
    .command('demo')
    .description('See orders travel from a sandbox shop to a sandbox NetSuite on this machine.')
    .option('--faults', 'let both systems fail in every way they can', false)
    .option('--day', 'all flows instead: a day of six shops, from orders to the payout', false)
    .option(
      '--month',
      'close a month instead: bills, statements, payments, matching, accrual, the ledger',
      false,
    )
    .option('--pages <folder>', 'with --month: where its pages go; a new folder when left out')
    .option('--orders <count>', 'how many orders: 500, or 60 for a day and 200 for a month', wholeNumber)
    .option('--seed <number>', 'draws other orders and faults', wholeNumber, 7)
    .action(async ({ day, month, orders, ...options }: DemoOptions) => {
      if (day) {
        const { demoDay } = await import('./demo/day/demo-day.js')
        return ended(await demoDay({ ...options, orders: orders ?? 60 }, here()))
      }
      if (month) {
        const { demoMonth } = await import('./demo/month/demo-month.js')
        return ended(await demoMonth({ ...options, orders: orders ?? 200 }, here()))
      }
      const { demo } = await import('./demo/demo.js')
      ended(await demo({ ...options, orders: orders ?? 500 }, here()))
    })
  program
    .command('completion <shell>')
    .description('Print a script that completes commands and options: bash, zsh or fish.')
    .action(async (shell: string) => {
      const { completion } = await import('./commands/completion.js')
      ended(completion(shell, program, here()))
    })
  addHelpExamples(program)
  return program
}
