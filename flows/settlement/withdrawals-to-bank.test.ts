import { expect, test } from 'vitest'
import { sampleAccounts } from '../src/settlement/testing/worked-example.js'
import { openStatementWorld, statementsToBooks } from './testing/open-statement-world.js'
import { penalty } from './testing/payments.js'

const at = (date: string): number => Date.parse(`${date}T06:00:00Z`) / 1000

test('where TikTok pays into a wallet, clearing goes there and on to the bank, in a currency without decimals', async () => {
  const world = openStatementWorld({ regions: ['ID'] })
  await world.putStatement('1001', [penalty('A', '150000')], { head: { currency: 'IDR' } })
  const movement = (id: string, type: string, amount: string, status = 'SUCCESS') => ({
    id,
    type,
    amount,
    currency: 'IDR',
    status,
    create_time: at('2026-03-17'),
  })
  await world.shop.call('PUT', '/withdrawals', {
    withdrawals: [
      movement('1', 'SETTLE', '150000'),
      movement('2', 'WITHDRAW', '100000'),
      movement('3', 'WITHDRAW', '50000', 'FAILED'),
    ],
  })
  const settings = { bankAccount: '1000', walletAccount: '1050', clearingAccount: '1160' }
  const wallet = 'settlement/tiktok-withdrawals-to-netsuite-bank'

  await world.run(statementsToBooks, { mode: 'journal', accounts: sampleAccounts })
  await world.run(wallet, settings)
  const again = await world.run(wallet, settings)

  expect(again.changes).toEqual({ unchanged: 2 })
  expect(world.balances()).toEqual({ 1000: '100000.00', 1050: '50000.00', 6180: '-150000.00' })
})
