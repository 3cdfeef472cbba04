import { defineHook } from '@tiktok-ns/flow-engine'
import { placesOfCurrency } from '../../currency-places.js'
import { type AccountMap, accountOf, missingAccounts } from '../account-map.js'
import { sumOf, textOf, toAmount } from '../amounts.js'
import { toJournalLine } from '../hooks/journal-line.js'
import { billedKeys } from '../key-table.js'
import { readSettlementSettings } from '../settlement-settings.js'
import { listAt, nameOf, textAt } from '../statement-row.js'
import { clearingLine, toPostings } from '../to-postings.js'
import { readEstimate } from './read-estimate.js'

const amountList = {
  type: 'array',
  items: { type: 'object', properties: { key: { type: 'string' }, amount: { type: 'string' } } },
}

/** Amounts by key that TikTok expects to settle for one order. */
export const readEstimateHook = defineHook({
  over: 'record',
  summary: 'Reads an estimate of Get Unsettled Transactions by key; one that does not add up is left out.',
  answer: amountList,
  run: ({ record, arguments: given }, { warn }) => {
    const settings = readSettlementSettings(given)
    const rules = settings.rulesFor(textAt(record, 'currency'))
    const { amounts, problems } = readEstimate(record, rules)
    if (problems.length > 0) {
      warn(`${nameOf(record)} is not accrued: ${problems.join('; ')}`)
      return { skip: 'the estimate does not add up' }
    }
    // What is invoiced is revenue already.
    const accrued = amounts.filter(({ key }) => settings.mode === 'journal' || !billedKeys.has(key))
    return { answer: accrued.map(({ key, amount }) => ({ key, amount: textOf(amount, rules.places) })) }
  },
})

/** The lines of the entry that accrues what orders are expected to settle at. */
export const accrueHook = defineHook({
  over: 'record',
  summary:
    'Adds up the estimates of a group by key and gives the lines of a balanced entry against "accrued".',
  answer: { type: 'array', items: { type: 'object' } },
  run: ({ arguments: given }) => {
    const { accounts, customer } = readSettlementSettings(given)
    const places = placesOfCurrency(textAt(given, 'currency'))
    const estimates = listAt(given, 'estimates')
    const keys = [...new Set(estimates.map(estimate => textAt(estimate, 'key')))].sort()
    const missing = missingAccounts([...keys, 'accrued'], accounts)
    if (missing.length > 0)
      return {
        failure: {
          kind: 'mapping',
          message: `what is to be accrued has amounts without an account: ${missing.join(', ')}`,
          hint: 'Add them to the setting "accounts", then retry.',
        },
      }
    const amounts = keys.map(key => ({
      key,
      order: '',
      amount: sumOf(estimates.filter(other => other['key'] === key).map(({ amount }) => toAmount(amount))),
    }))
    const journal = {
      mode: 'journal',
      accounts: withAccrued(accounts),
      customer,
      clearingMemo: 'delivered and not settled',
      grouping: 'totals',
    } as const
    const lines = toPostings({ amounts }, journal)
    return { answer: [...lines, ...clearingLine(lines, journal)].map(line => toJournalLine(line, places)) }
  },
})

/** An accrual waits on an account of its own: what statements bring into clearing must not meet it there. */
const withAccrued = (accounts: AccountMap): AccountMap => {
  const accrued = accountOf('accrued', accounts)
  return accrued === undefined ? accounts : { ...accounts, clearing: accrued }
}
