import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { systemClock } from '@tiktok-ns/flow-engine'
import { type MadeMonth, makeMonth, type RunningSandbox, startSandbox } from '@tiktok-ns/sandbox'
import type { CommandContext } from '../../commands/command-context.js'
import { changeError, errors } from '../../commands/errors.js'
import { run } from '../../commands/run.js'
import { settlementReconcile, settlementShow } from '../../commands/settlement.js'
import { type ExitCode, exitCode } from '../../exit-code.js'
import { withOperations } from '../../operations/with-operations.js'
import { paint } from '../../output/terminal.js'
import { addRecord } from '../add-record.js'
import { type BooksCheck, failedChecks, renderChecks } from '../books-check.js'
import { usualAccounts as accounts, writeMonthProject } from '../demo-project.js'
import { quietly } from '../quietly.js'
import { openShopMoney } from './shop-money.js'
import { verifyMonth } from './verify-month.js'

export interface DemoMonthOptions {
  readonly orders: number
  readonly seed: number
  /** The folder that pages go to; a new one when left out. */
  readonly pages?: string | undefined
}

const hourMs = 3_600_000
/** After so long everything of the month is delivered, settled and paid, and reserves are released. */
const weeksMs = 28 * 24 * hourMs

/**
 * Closes last month of a shop that has lived through it. Both systems and the tool are on the first day of the next: orders and money
 * come into the books, what is settled is matched, what is not is accrued, a statement is corrected, and the month is put beside the
 * ledger. Four weeks later nothing of it may be open anywhere.
 */
export const demoMonth = async (
  { orders, seed, pages }: DemoMonthOptions,
  outside: CommandContext,
): Promise<ExitCode> => {
  const { month, start, days } = lastMonth(Date.now())
  const lived = await makeMonth({
    orders,
    seed,
    start,
    days,
    settings: { reserveRate: 0.1, payAfterSecs: 3 * 86_400 },
  })
  const sandbox = await startSandbox({
    seed: lived.seed,
    randomSeed: seed,
    clock: { at: lived.endMs + 3 * hourMs, mode: 'real' },
  })
  // What one flow has written is there when the next one looks, in the very same second.
  const now = () => sandbox.clock.now() + 2_000
  const context = { ...outside, clock: { ...systemClock, now } }
  const { terminal } = context
  const say = (text: string) => (context.json ? undefined : terminal.out(text))
  const command = (text: string) => say(`\n${paint(terminal, 'bold', `$ tiktok-ns ${text}`)}`)
  try {
    const file = await openBooks(sandbox, lived)
    try {
      const runFlows = async (...flows: readonly string[]) => {
        command(`run ${flows.join(' ')}`)
        await run(flows, file, {}, context)
      }
      const money = openShopMoney(sandbox)
      const unpaid = await money.unpaidStatement()
      await money.amend(unpaid.id, { type: 'GMV_PAYMENT_FOR_ADS', amount: '-18.40' })
      say(
        `It is the day after ${month}. The shop has had ${lived.orderIds.length} orders in it, refunds, advertising, a penalty, reserves and ${await money.countStatements()} statements; NetSuite knows nothing of it.`,
      )

      await runFlows('orders', 'shipments', 'billing', 'returns')
      await runFlows('statements', 'payments', 'settled-orders', 'rates', 'accrual')

      say(
        `\nA bank takes 4.20 back from order ${unpaid.order}: TikTok corrects statement ${unpaid.id}, which is posted already.`,
      )
      await money.amend(unpaid.id, { type: 'CHARGE_BACK', amount: '-4.20', orderId: unpaid.order })
      await runFlows('statements', 'settled-orders')
      command('errors')
      await errors([], file, { resolved: false, limit: 20 }, context)
      await decideOnChargebacks(file, context, command)

      command(`settlement show ${unpaid.id}`)
      await settlementShow(unpaid.id, file, { format: 'table' }, context)
      command(`settlement reconcile --month ${month}`)
      await settlementReconcile(month, file, { format: 'table' }, context)
      const folder = pages ?? mkdtempSync(join(tmpdir(), 'tiktok-ns-month-'))
      const page = (name: string) => ({ format: 'html', out: join(folder, `${name}.html`) })
      await settlementShow(unpaid.id, file, page(`statement-${unpaid.id}`), context)
      await settlementReconcile(month, file, page(`settlement-${month}`), context)

      say('\nFour weeks later everything is delivered, settled and paid.')
      sandbox.clock.advance(weeksMs)
      await runFlows('orders', 'shipments', 'billing', 'returns')
      await runFlows('statements', 'payments', 'settled-orders')
      const ties = await settlementReconcile(month, file, { format: 'table' }, quietly(context))
      const checks: readonly BooksCheck[] = [
        {
          what: `${month} beside the ledger`,
          expected: 'ties',
          found: ties === exitCode.done ? 'ties' : 'differs',
        },
        ...(await verifyMonth(sandbox, money)),
      ]
      const faults = failedChecks(checks)
      if (context.json) terminal.out(JSON.stringify({ checks }))
      else
        say(
          `\n${renderChecks(checks)}\n\n${faults.length === 0 ? `${paint(terminal, 'green', 'All of it agrees')}: nothing of the month is open anywhere.` : paint(terminal, 'red', 'Wrong')}`,
        )
      return faults.length === 0 ? exitCode.done : exitCode.someRecordsFailed
    } finally {
      rmSync(dirname(file), { recursive: true, force: true })
    }
  } finally {
    await sandbox.close()
  }
}

/** Accounts, an item for refunds and the customer's receivable, as a bookkeeper sets them up; answers with the project file. */
const openBooks = async (sandbox: RunningSandbox, { netsuiteIds }: MadeMonth): Promise<string> => {
  const refundItem = await addRecord(sandbox, 'nonInventorySaleItem', { itemId: 'Refunds' })
  await addRecord(sandbox, 'account', {
    id: accounts.accrued,
    acctNumber: accounts.accrued,
    acctName: 'TikTok Accrued',
    acctType: { id: 'OthCurrAsset' },
  })
  await sandbox.admin('PATCH', `/netsuite/records/customer/${netsuiteIds.customer}`, {
    receivablesAccount: { id: accounts.receivable },
  })
  return writeMonthProject(sandbox, { netsuiteIds }, { refundItem }).file
}

/** A bookkeeper looks at each chargeback and lets it be. */
const decideOnChargebacks = async (
  file: string,
  context: CommandContext,
  command: (text: string) => void,
): Promise<void> => {
  const parked = await withOperations(file, context, operations =>
    operations.listErrors({ flows: ['settled-orders'], status: 'open', limit: 20 }),
  )
  for (const { traceKey } of parked.filter(({ failure }) => failure.code === 'chargeback')) {
    command(`errors resolve ${traceKey}`)
    await changeError(traceKey, file, { resolve: true }, context)
  }
}

/** The month before this one, in UTC. */
export const lastMonth = (
  nowMs: number,
): { readonly month: string; readonly start: string; readonly days: number } => {
  const now = new Date(nowMs)
  const first = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1)
  const days = Math.round((Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1) - first) / 86_400_000)
  const start = new Date(first).toISOString()
  return { month: start.slice(0, 7), start, days }
}
