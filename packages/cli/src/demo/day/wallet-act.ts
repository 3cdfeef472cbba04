import { defaultTikTokShopCredentials as credentials, makeShop } from '@tiktok-ns/sandbox'
import { z } from 'zod'
import { type BooksCheck, failedChecks } from '../books-check.js'
import { accountMap, usualAccounts } from '../demo-project.js'
import { type Act, openStage, settle } from './stage.js'

const walletAccount = usualAccounts.undeposited
const movements = z.looseObject({
  withdrawals: z.array(z.looseObject({ type: z.string(), amount: z.string() })),
})

const statements = z.looseObject({
  statements: z.array(z.looseObject({ head: z.looseObject({ settlement_amount: z.string() }) })),
})

/** Where TikTok pays into a wallet, the statement's money goes there, and on to the bank when the seller withdraws it. */
export const walletAct: Act = {
  title: 'A shop in Indonesia, paid into a wallet',
  play: async (options, context) => {
    const shop = makeShop({
      orders: 12,
      seed: options.seed,
      skus: 4,
      regions: ['ID'],
      nowMs: Date.now() - 5_000,
    })
    const stage = await openStage(shop, options, context, async () => [
      {
        name: 'statements',
        path: 'settlement/tiktok-statements-to-netsuite-books',
        settings: `\n      mode: journal\n      accounts:\n${accountMap}`,
      },
      {
        name: 'withdrawals',
        path: 'settlement/tiktok-withdrawals-to-netsuite-bank',
        settings: `{ bankAccount: '${usualAccounts.bank}', walletAccount: '${walletAccount}', clearingAccount: '${usualAccounts.clearing}' }`,
      },
    ])
    const { sandbox, runFlows, happens } = stage
    try {
      const shopId = shop.seed.tiktokShop?.shops?.[0]?.id ?? credentials.shopId
      const call = (method: string, path: string, body?: unknown) =>
        sandbox.admin(method, `/tiktok-shop/shops/${shopId}${path}`, body)
      const settledInto = async (): Promise<number> =>
        movements
          .parse(await call('GET', '/withdrawals?limit=1000'))
          .withdrawals.filter(({ type }) => type === 'SETTLE')
          .reduce((sum, { amount }) => sum + Number(amount), 0)
      const statementsTotal = async (): Promise<number> =>
        statements
          .parse(await call('GET', '/statements?limit=1000'))
          .statements.reduce((sum, { head }) => sum + Number(head.settlement_amount), 0)
      let withdrawn = 0
      await happens(async () => {
        const { orders } = z
          .looseObject({ orders: z.array(z.looseObject({ id: z.string(), status: z.string() })) })
          .parse(await call('GET', ''))
        for (const { id, status } of orders)
          for (let now = status; now === 'AWAITING_COLLECTION' || now === 'IN_TRANSIT'; )
            now = z
              .looseObject({ status: z.string() })
              .parse(await call('POST', `/orders/${id}/advance`)).status
        // What is settled the moment it is delivered is on the statement that closes after it.
        sandbox.clock.advance(1_000)
        await call('POST', '/finance/close-statement')
        return `Carriers deliver, and the statement closes: ${await settledInto()} IDR go into the wallet.`
      })
      await runFlows('statements', 'withdrawals')
      await happens(async () => {
        withdrawn = Math.floor((await settledInto()) / 2)
        const { withdrawals } = movements.parse(await call('GET', '/withdrawals?limit=1000'))
        const movement = {
          id: '990000000000000001',
          type: 'WITHDRAW',
          amount: String(withdrawn),
          currency: 'IDR',
          status: 'SUCCESS',
          create_time: Math.floor(sandbox.clock.now() / 1000) - 1,
        }
        await call('PUT', '/withdrawals', { withdrawals: [...withdrawals, movement] })
        return `The seller takes ${withdrawn} IDR out of the wallet.`
      })
      await runFlows('withdrawals')

      return await settle(stage, async () => {
        const { ledger } = sandbox.netsuite
        const check = (what: string, expected: number, account: string): BooksCheck => ({
          what,
          expected: expected.toFixed(2),
          found: ledger.balance(account),
        })
        const checks = [
          check('clearing, all in the wallet', 0, usualAccounts.clearing),
          check('in the wallet', (await statementsTotal()) - withdrawn, walletAccount),
          check('in the bank', withdrawn, usualAccounts.bank),
        ]
        return { checks, faults: failedChecks(checks) }
      })
    } finally {
      await stage.close()
    }
  },
}
