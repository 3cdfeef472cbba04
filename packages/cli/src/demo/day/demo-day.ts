import { rmSync } from 'node:fs'
import { dirname } from 'node:path'
import {
  makeShop,
  type RunningSandbox,
  defaultTikTokShopCredentials as shopCredentials,
  startSandbox,
} from '@tiktok-ns/sandbox'
import type { CommandContext } from '../../commands/command-context.js'
import { errors } from '../../commands/errors.js'
import { retry } from '../../commands/retry.js'
import { run } from '../../commands/run.js'
import { type ExitCode, exitCode } from '../../exit-code.js'
import { paint } from '../../output/terminal.js'
import { addRecord } from '../add-record.js'
import { renderChecks } from '../books-check.js'
import { demoFaults } from '../demo-faults.js'
import { usualAccounts, writeDayProject } from '../demo-project.js'
import { quietly } from '../quietly.js'
import { dayPeople } from './day-people.js'
import { type DayVerification, sellersWarehouse, verifyDay } from './verify-day.js'
import { withoutFaults } from './without-faults.js'

export interface DemoDayOptions {
  readonly faults: boolean
  readonly orders: number
  readonly seed: number
}

/** Runs every flow of a shop's day, one after another, with what people do between; then compares both systems. */
export const demoDay = async (options: DemoDayOptions, context: CommandContext): Promise<ExitCode> => {
  const { terminal } = context
  const say = (text: string) => (context.json ? undefined : terminal.out(text))
  const shop = makeShop({
    orders: options.orders,
    seed: options.seed,
    skus: 12,
    nowMs: Date.now() - 5_000,
  })
  const sandbox = await startSandbox({
    seed: withDay(shop.seed),
    randomSeed: options.seed,
    faults: options.faults ? demoFaults : [],
  })
  // What people do has happened when the next flow looks, in the very same second.
  sandbox.clock.advance(-2_000)
  try {
    const refundItem = await addRecord(sandbox, 'nonInventorySaleItem', { itemId: 'Refunds' })
    // One account holds what TikTok owes the shop: bills go there by the customer, statements by their map.
    await sandbox.admin('PATCH', `/netsuite/records/customer/${shop.netsuiteIds.customer}`, {
      receivablesAccount: { id: usualAccounts.receivable },
    })
    const { file, key } = writeDayProject(sandbox, shop, {
      refundItem,
      warehouse: sellersWarehouse,
    })
    try {
      const people = dayPeople(sandbox, key)
      const runFlows = async (...flows: readonly string[]) => {
        say(`\n${paint(terminal, 'bold', `$ tiktok-ns run ${flows.join(' ')}`)}`)
        await run(flows, file, {}, context)
      }
      const happens = async (what: () => Promise<string>) => {
        const told = await withoutFaults(sandbox, what)
        say(`\n${told}`)
      }
      say(
        `A day of a shop: ${shop.orders.length} orders wait, NetSuite knows none of them.${options.faults ? ' Both systems refuse, fail and cut connections all day.' : ''}`,
      )

      await runFlows('orders', 'adopted')
      if (shop.missing !== undefined) {
        await errors([], file, { resolved: false, limit: 5 }, context)
        await addRecord(sandbox, 'inventoryItem', shop.missing.item)
        say(`\nSomebody adds the item ${shop.missing.sellerSku} in NetSuite.`)
        await retry([], file, { flow: [] }, context)
      }
      await runFlows('stock')

      await happens(people.buyersChangeTheirMinds)
      await runFlows('cancel-requests', 'changes', 'cancellations')
      await happens(people.clerkClosesLine)
      await runFlows('closed-lines', 'cancellations')
      await happens(people.warehouseShips)
      await runFlows('shipments', 'billing')
      await happens(people.carriersDeliver)
      await runFlows('adopted', 'billing')

      await happens(people.buyersWantMoneyBack)
      await runFlows('return-requests', 'returns')
      await happens(people.goodsComeBack)
      await runFlows('returns')
      await happens(people.statementCloses)
      await runFlows('statements', 'payments', 'settled-orders', 'stock-sweep')

      const verification = await settleAndVerify(sandbox, file, key, context)
      if (context.json) terminal.out(JSON.stringify({ verification }))
      else say(`\n${describe(verification, context)}`)
      return verification.faults.length === 0 ? exitCode.done : exitCode.someRecordsFailed
    } finally {
      rmSync(dirname(file), { recursive: true, force: true })
    }
  } finally {
    await sandbox.close()
  }
}

/** Goods are settled when they are with the buyer, and statements paid when they close: a day shows it all. */
const withDay = (seed: ReturnType<typeof makeShop>['seed']): ReturnType<typeof makeShop>['seed'] => ({
  ...seed,
  tiktokShop: {
    ...seed.tiktokShop,
    settings: { ...seed.tiktokShop?.settings, settleAfterSecs: 0, payAfterSecs: 0 },
  },
})

/** What faults have delayed is read again and retried, as the schedule would, until nothing is wrong or nothing helps. */
const settleAndVerify = async (
  sandbox: RunningSandbox,
  file: string,
  key: string,
  context: CommandContext,
): Promise<DayVerification> => {
  const quiet = quietly(context)
  for (let rounds = 0; ; rounds += 1) {
    const verification = await verifyDay(sandbox, key)
    if (verification.faults.length === 0 || rounds === 3) return verification
    await retry([], file, { flow: [] }, quiet)
    await run([], file, {}, quiet)
    await sandbox.admin('POST', `/tiktok-shop/shops/${shopCredentials.shopId}/finance/close-statement`)
  }
}

const describe = ({ checks, faults }: DayVerification, { terminal }: CommandContext): string => {
  const verdict =
    faults.length === 0
      ? `${paint(terminal, 'green', 'All of it agrees')}: documents, stock and receivable, to the cent and each once.`
      : `${paint(terminal, 'red', 'Wrong')}:\n${faults
          .slice(0, 20)
          .map(fault => `  ${fault}`)
          .join('\n')}`
  return `${renderChecks(checks)}\n\n${verdict}`
}
