import { rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { makeShop, type RunningSandbox, startSandbox } from '@tiktok-ns/sandbox'
import type { CommandContext } from '../commands/command-context.js'
import { errors } from '../commands/errors.js'
import { retry } from '../commands/retry.js'
import { run } from '../commands/run.js'
import { type ExitCode, exitCode } from '../exit-code.js'
import { renderTable } from '../output/table.js'
import { paint } from '../output/terminal.js'
import { addRecord } from './add-record.js'
import { demoFaults } from './demo-faults.js'
import { demoFlow, writeDemoProject } from './demo-project.js'
import { quietly } from './quietly.js'
import { type Verification, verifyBooks } from './verify-books.js'

export interface DemoOptions {
  readonly faults: boolean
  readonly orders: number
  readonly seed: number
}

/** Shows the order flow at work: both systems on this machine over real HTTP, and the same commands a merchant uses. */
export const demo = async (options: DemoOptions, context: CommandContext): Promise<ExitCode> => {
  const { terminal } = context
  const say = (text: string) => (context.json ? undefined : terminal.out(text))
  const command = (text: string) => say(`\n${paint(terminal, 'bold', `$ tiktok-ns ${text}`)}`)

  // The orders' own clockwork has to be at rest when the first window is read.
  const shop = makeShop({ orders: options.orders, seed: options.seed, nowMs: Date.now() - 5_000 })
  const sandbox = await startSandbox({
    seed: shop.seed,
    randomSeed: options.seed,
    faults: options.faults ? demoFaults : [],
  })
  const { file, key } = writeDemoProject(sandbox, shop)
  try {
    say(
      `TikTok Shop and NetSuite are up on this machine: ${shop.orders.length} orders in the shop, none in NetSuite.`,
    )
    if (options.faults)
      say('Faults are on: refusals, errors, lost answers, cut connections, some after the write was done.')

    command(`run ${demoFlow}`)
    await run([demoFlow], file, {}, context)
    say(
      `\nHTTP calls as both systems counted them: retries, and the one that finds the shop, among them\n${callsTable(sandbox)}`,
    )

    if (shop.missing !== undefined) {
      command('errors')
      await errors([], file, { resolved: false, limit: 20 }, context)
      say(`\nSomebody adds the item ${shop.missing.sellerSku} in NetSuite.`)
      await addRecord(sandbox, 'inventoryItem', shop.missing.item)
      command('retry')
      await retry([], file, { flow: [] }, context)
    }

    command(`run ${demoFlow}`)
    await run([demoFlow], file, {}, context)

    const verification = await settleAndVerify(sandbox, file, key, context)
    if (context.json) terminal.out(JSON.stringify({ verification }))
    else say(`\n${describe(verification, context)}`)
    return verification.faults.length === 0 ? exitCode.done : exitCode.someRecordsFailed
  } finally {
    await sandbox.close()
    rmSync(dirname(file), { recursive: true, force: true })
  }
}

/** Orders that moved while the demo was on are read by one more run, as the schedule would. */
const settleAndVerify = async (
  sandbox: RunningSandbox,
  file: string,
  key: string,
  context: CommandContext,
): Promise<Verification> => {
  const first = await verifyBooks(sandbox, key)
  if (first.faults.length === 0) return first
  const quiet = quietly(context)
  await run([demoFlow], file, {}, quiet)
  await retry([], file, { flow: [] }, quiet)
  return verifyBooks(sandbox, key)
}

const callsTable = (sandbox: RunningSandbox): string => {
  const rows = (['tiktok-shop', 'netsuite'] as const).map(system => {
    const calls = sandbox.calls.list({ system })
    const spoilt = calls.filter(({ fault }) => fault !== undefined).length
    return [system, String(calls.length), spoilt === 0 ? '' : `${spoilt} of them spoilt by a fault`]
  })
  return renderTable([{ title: '' }, { title: '', align: 'right' }, { title: '' }], rows)
}

const describe = ({ expected, found, total, faults }: Verification, { terminal }: CommandContext): string => {
  if (faults.length === 0) {
    return `${paint(terminal, 'green', 'Checked')}: ${expected} orders were to be imported, ${found} sales orders are in NetSuite, each exactly once and to the cent (${total} in all).`
  }
  const shown = faults.slice(0, 20).map(fault => `  ${fault}`)
  return `${paint(terminal, 'red', 'Wrong')}: ${faults.length} of ${expected} orders are not as they should be:\n${shown.join('\n')}`
}
