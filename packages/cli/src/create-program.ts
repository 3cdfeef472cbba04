import { Command, CommanderError } from 'commander'
import type { CommandContext } from './commands/command-context.js'
import { type ExitCode, exitCode } from './exit-code.js'
import { projectFileName } from './project/open-project.js'

const list = (value: string, before: readonly string[]): readonly string[] => [
  ...before,
  ...value.split(',').filter(Boolean),
]

const wholeNumber = (value: string): number => {
  const number = Number(value)
  if (Number.isInteger(number) && number > 0) return number
  throw new CommanderError(
    exitCode.wrongInput,
    'wrong-number',
    `error: ${value} is no whole number above zero`,
  )
}

export interface ProgramOptions {
  readonly context: (json: boolean) => CommandContext
  readonly ended: (code: ExitCode) => void
}

/** The `tiktok-ns` command. Each verb is loaded when it is called, so that help comes at once. */
export const createProgram = ({ context, ended }: ProgramOptions): Command => {
  const program = new Command('tiktok-ns')
    .description('Connects TikTok Shop and NetSuite with flows written in YAML.')
    .option('--project <file>', 'the project file', projectFileName)
    .option('--json', 'results as JSON, for machines', false)
    .exitOverride()
    .showHelpAfterError('(tiktok-ns --help shows every command)')
    .addHelpText(
      'after',
      '\nExit codes: 0 done, 1 some records failed, 2 the flow or the options are wrong, 3 a system could not be reached.',
    )

  const shared = () => program.opts<{ project: string; json: boolean }>()
  const here = () => context(shared().json)

  program
    .command('check [paths...]')
    .description('Check flows without running them: all of the project, or the files and folders named.')
    .action(async (paths: string[]) => {
      const { check } = await import('./commands/check.js')
      ended(check(paths, shared().project, here()))
    })
  program
    .command('test [paths...]')
    .description('Run the YAML tests beside flows (*.flow.test.yaml), without any network.')
    .action(async (paths: string[]) => {
      const { test } = await import('./commands/test.js')
      ended(await test(paths.length === 0 ? ['.'] : paths, here()))
    })
  program
    .command('run [flows...]')
    .description("Run the project's flows once: all, or those named.")
    .option('--since <instant>', 'read from here instead of where the last run ended')
    .option('--until <instant>', 'read up to here, and leave the cursor alone')
    .option('--ids <ids>', 'only these records, separated by commas', list, [])
    .action(async (flows: string[], options: { since?: string; until?: string; ids: string[] }) => {
      const { run } = await import('./commands/run.js')
      ended(await run(flows, shared().project, options, here()))
    })
  program
    .command('errors [flows...]')
    .description('List parked records, with the reason and the next step.')
    .option('--resolved', 'those that are resolved instead', false)
    .option('--limit <count>', 'at most so many', wholeNumber, 100)
    .action(async (flows: string[], options: { resolved: boolean; limit: number }) => {
      const { errors } = await import('./commands/errors.js')
      ended(await errors(flows, shared().project, options, here()))
    })
  program
    .command('retry [records...]')
    .description('Try parked records again: all, or those named.')
    .option('--flow <flow>', 'only of this flow; may be repeated', list, [])
    .option('--kind <kind>', 'only failures of this kind')
    .action(async (records: string[], options: { flow: string[]; kind?: string }) => {
      const { retry } = await import('./commands/retry.js')
      ended(await retry(records, shared().project, options, here()))
    })
  program
    .command('demo')
    .description('See orders travel from a sandbox shop to a sandbox NetSuite on this machine.')
    .option('--faults', 'let both systems fail in every way they can', false)
    .option('--orders <count>', 'how many orders', wholeNumber, 500)
    .option('--seed <number>', 'draws other orders and faults', wholeNumber, 7)
    .action(async (options: { faults: boolean; orders: number; seed: number }) => {
      const { demo } = await import('./demo/demo.js')
      ended(await demo(options, here()))
    })
  return program
}
