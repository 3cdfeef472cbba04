import { makeShop } from '@tiktok-ns/sandbox'
import { errors } from '../../commands/errors.js'
import { retry } from '../../commands/retry.js'
import { addRecord } from '../add-record.js'
import { usualAccounts } from '../demo-project.js'
import { type DayBilling, dayFlows, isAtOnce } from './day-flows.js'
import { dayPeople } from './day-people.js'
import { type Act, openStage, settle } from './stage.js'
import { verifyDay } from './verify-day.js'

const titles: Readonly<Record<DayBilling, string>> = {
  invoices: 'A shop that is invoiced when it ships',
  cashSales: 'A shop whose shipments become cash sales',
  invoicesAtOnce: 'A shop that is invoiced as soon as it is paid',
  cashSalesAtOnce: 'A shop whose orders become cash sales as soon as they are paid',
}

/** A day of a shop, from orders to the payout: every flow one after another, with what people do between. */
export const salesAct = (billing: DayBilling, orders: number): Act => ({
  title: titles[billing],
  play: async (options, context) => {
    const shop = makeShop({ orders, seed: options.seed, skus: 12, nowMs: Date.now() - 5_000 })
    const stage = await openStage(shop, options, context, async sandbox => {
      const refundItem = await addRecord(sandbox, 'nonInventorySaleItem', { itemId: 'Refunds' })
      // One account holds what TikTok owes the shop: bills go there by the customer, statements by their map.
      await sandbox.admin('PATCH', `/netsuite/records/customer/${shop.netsuiteIds.customer}`, {
        receivablesAccount: { id: usualAccounts.receivable },
      })
      return dayFlows(billing, shop, refundItem)
    })
    const { sandbox, file, key, say, runFlows, happens } = stage
    try {
      const atOnce = isAtOnce(billing)
      const people = dayPeople(sandbox, key, { atOnce })
      const whereShipped = (...flows: readonly string[]) => (atOnce ? [] : flows)
      say(
        `${shop.orders.length} orders wait, NetSuite knows none of them.${options.faults ? ' Both systems refuse, fail and cut connections all day.' : ''}`,
      )

      await runFlows('orders', ...whereShipped('adopted'))
      if (shop.missing !== undefined) {
        await errors([], file, { resolved: false, limit: 5 }, context)
        await addRecord(sandbox, 'inventoryItem', shop.missing.item)
        say(`\nSomebody adds the item ${shop.missing.sellerSku} in NetSuite.`)
        await retry([], file, { flow: [] }, context)
      }
      await runFlows('prices', 'stock')

      await happens(people.buyersChangeTheirMinds)
      await runFlows(...whereShipped('cancel-requests'), 'changes', 'cancellations')
      if (!atOnce) {
        await happens(people.clerkClosesLine)
        await runFlows('closed-lines', 'cancellations')
      }
      await happens(people.warehouseShips)
      if (!atOnce) await runFlows('shipments', 'billing')
      await happens(people.carriersDeliver)
      if (!atOnce) await runFlows('adopted', 'billing')

      await happens(people.buyersWantMoneyBack)
      await runFlows('return-requests', 'returns')
      await happens(people.goodsComeBack)
      await runFlows('returns')
      await happens(people.warehouseUnpacks)
      await runFlows('closed-returns', 'accrual')
      await happens(people.statementCloses)
      await runFlows('statements', 'payments', 'settled-orders', 'fees', 'stock-sweep')

      return await settle(stage, () => verifyDay(sandbox, billing))
    } finally {
      await stage.close()
    }
  },
})
