import type { CommandContext } from '../../commands/command-context.js'
import { type ExitCode, exitCode } from '../../exit-code.js'
import { paint } from '../../output/terminal.js'
import { renderChecks } from '../books-check.js'
import { salesAct } from './sales-act.js'
import type { Act, ActVerification, DemoDayOptions } from './stage.js'
import { walletAct } from './wallet-act.js'
import { warehouseAct } from './warehouse-act.js'

/** One shop has all the orders; those that show another way of billing have a few. */
const actsOf = ({ orders }: DemoDayOptions): readonly Act[] => {
  const few = Math.min(orders, 12)
  return [
    salesAct('invoices', orders),
    salesAct('cashSales', few),
    salesAct('invoicesAtOnce', few),
    salesAct('cashSalesAtOnce', few),
    warehouseAct,
    walletAct,
  ]
}

/** Plays a day of a shop in every way it can be set up, act by act, and checks each at its end. */
export const demoDay = async (options: DemoDayOptions, context: CommandContext): Promise<ExitCode> => {
  const { terminal } = context
  const say = (text: string) => (context.json ? undefined : terminal.out(text))
  const acts = actsOf(options)
  const played: ActVerification[] = []
  for (const [index, { title, play }] of acts.entries()) {
    say(`\n${paint(terminal, 'bold', `Act ${index + 1} of ${acts.length}. ${title}.`)}`)
    const verification = await play(options, context)
    played.push(verification)
    say(`\n${describe(verification, context)}`)
  }
  const isRight = played.every(({ faults }) => faults.length === 0)
  if (context.json)
    terminal.out(JSON.stringify({ acts: acts.map(({ title }, index) => ({ title, ...played[index] })) }))
  else say(`\n${conclude(played, context)}`)
  return isRight ? exitCode.done : exitCode.someRecordsFailed
}

const describe = ({ checks, faults }: ActVerification, { terminal }: CommandContext): string => {
  const table = renderChecks(checks)
  if (faults.length === 0) return table
  const told = faults.slice(0, 20).map(fault => `  ${fault}`)
  return `${table}\n\n${paint(terminal, 'red', 'Wrong')}:\n${told.join('\n')}`
}

const conclude = (played: readonly ActVerification[], { terminal }: CommandContext): string => {
  const wrong = played.reduce((sum, { faults }) => sum + faults.length, 0)
  const flows = new Set(played.flatMap(act => act.flows))
  const checks = played.reduce((sum, act) => sum + act.checks.length, 0)
  const told = `${played.length} shops, ${flows.size} prebuilt flows, ${checks} totals checked: documents, stock, receivable, clearing and bank, to the cent and each once.`
  return wrong === 0
    ? `${paint(terminal, 'green', 'All of it agrees')}. ${told}`
    : `${paint(terminal, 'red', `${wrong} things are wrong`)}. ${told}`
}
