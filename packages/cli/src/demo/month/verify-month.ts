import type { RunningSandbox } from '@tiktok-ns/sandbox'
import { z } from 'zod'
import type { BooksCheck } from '../books-check.js'
import { usualAccounts as accounts } from '../demo-project.js'
import type { ShopMoney } from './shop-money.js'

const documents = z.object({
  records: z.array(z.looseObject({ amountRemaining: z.number().optional() })),
})

/** What must be true of NetSuite's ledger once everything of the month is settled, paid and matched. */
export const verifyMonth = async (
  sandbox: RunningSandbox,
  money: ShopMoney,
): Promise<readonly BooksCheck[]> => {
  const { ledger } = sandbox.netsuite
  const countOpen = async (type: string): Promise<number> =>
    documents
      .parse(await sandbox.admin('GET', `/netsuite/records/${type}`))
      .records.filter(({ amountRemaining = 0 }) => amountRemaining !== 0).length
  const open = (await countOpen('invoice')) + (await countOpen('creditMemo'))
  const empty = (what: string, account: string): BooksCheck => ({
    what,
    expected: '0.00',
    found: ledger.balance(account),
  })
  return [
    empty('receivable, all settled', accounts.receivable),
    empty('clearing, all paid out', accounts.clearing),
    empty('reserve, all released', accounts.reserve),
    empty('accrued, all reversed', accounts.accrued),
    { what: 'invoices and credit memos not applied', expected: '0', found: String(open) },
    { what: 'in the bank', expected: await money.paid(), found: ledger.balance(accounts.bank) },
  ]
}
