import { rmSync } from 'node:fs'
import { dirname } from 'node:path'
import {
  type MadeShop,
  type RunningSandbox,
  defaultTikTokShopCredentials as shopCredentials,
  startSandbox,
} from '@tiktok-ns/sandbox'
import type { CommandContext } from '../../commands/command-context.js'
import { retry } from '../../commands/retry.js'
import { run } from '../../commands/run.js'
import { paint } from '../../output/terminal.js'
import { demoFaults } from '../demo-faults.js'
import { type DemoFlow, writeFlowsProject } from '../demo-project.js'
import { quietly } from '../quietly.js'
import type { DayVerification } from './verify-day.js'
import { withoutFaults } from './without-faults.js'

export interface DemoDayOptions {
  readonly faults: boolean
  readonly orders: number
  readonly seed: number
}

/** A part of the day with a shop and a NetSuite account of its own. */
export interface Act {
  readonly title: string
  play(options: DemoDayOptions, context: CommandContext): Promise<ActVerification>
}

/** What an act was checked for, and the flows that ran in it. */
export interface ActVerification extends DayVerification {
  readonly flows: readonly string[]
}

/** Two systems and a project between them. */
export interface Stage {
  readonly sandbox: RunningSandbox
  readonly file: string
  readonly key: string
  readonly flows: readonly DemoFlow[]
  readonly context: CommandContext
  say(text: string): void
  /** The command a merchant would type, shown with what it prints. */
  runFlows(...names: readonly string[]): Promise<void>
  /** Something that people do, spared from faults, and told. */
  happens(what: () => Promise<string>): Promise<void>
  close(): Promise<void>
}

export const openStage = async (
  made: MadeShop,
  { faults, seed }: DemoDayOptions,
  context: CommandContext,
  prepare: (sandbox: RunningSandbox) => Promise<readonly DemoFlow[]>,
): Promise<Stage> => {
  const { terminal } = context
  const say = (text: string) => (context.json ? undefined : terminal.out(text))
  const sandbox = await startSandbox({
    seed: paidAtOnce(made.seed),
    randomSeed: seed,
    faults: faults ? demoFaults : [],
  })
  // What people do has happened when the next flow looks, in the very same second.
  sandbox.clock.advance(-2_000)
  const flows = await withoutFaults(sandbox, () => prepare(sandbox))
  const { file, key } = writeFlowsProject(sandbox, flows)
  return {
    sandbox,
    file,
    key,
    flows,
    context,
    say,
    runFlows: async (...names) => {
      say(`\n${paint(terminal, 'bold', `$ tiktok-ns run ${names.join(' ')}`)}`)
      await run(names, file, {}, context)
    },
    happens: async what => {
      const told = await withoutFaults(sandbox, what)
      say(`\n${told}`)
    },
    close: async () => {
      await sandbox.close()
      rmSync(dirname(file), { recursive: true, force: true })
    },
  }
}

/** Goods are settled when they are with the buyer, and statements paid when they close: a day shows it all. */
const paidAtOnce = (seed: MadeShop['seed']): MadeShop['seed'] => ({
  ...seed,
  tiktokShop: {
    ...seed.tiktokShop,
    settings: { ...seed.tiktokShop?.settings, settleAfterSecs: 0, payAfterSecs: 0 },
  },
})

/** What faults have delayed is read again and retried, as the schedule would, until nothing is wrong or nothing helps. */
export const settle = async (
  { sandbox, file, flows, context }: Stage,
  verify: () => Promise<DayVerification>,
): Promise<ActVerification> => {
  const quiet = quietly(context)
  for (let rounds = 0; ; rounds += 1) {
    const verification = await withoutFaults(sandbox, verify)
    if (verification.faults.length === 0 || rounds === 3)
      return { ...verification, flows: flows.map(({ path }) => path) }
    await retry([], file, { flow: [] }, quiet)
    await run([], file, {}, quiet)
    await sandbox.admin('POST', `/tiktok-shop/shops/${shopCredentials.shopId}/finance/close-statement`)
  }
}
