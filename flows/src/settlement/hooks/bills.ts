import { defineHook, type JsonObject } from '@tiktok-ns/flow-engine'
import { placesOfCurrency } from '../../currency-places.js'
import { accountOf } from '../account-map.js'
import { sumOf, textOf } from '../amounts.js'
import { type PlannedEntry, planEntries, postingStateOf } from '../plan-entries.js'
import { toPostedEntries } from '../posted-entries.js'
import type { PostingLine } from '../posting-line.js'
import { readSettlementSettings } from '../settlement-settings.js'
import { splitBills } from '../split-parts.js'
import { listAt, objectAt, textAt } from '../statement-row.js'
import { toBillLines } from '../to-postings.js'
import { dimensionsOf } from './dimensions.js'
import { toBilledLines } from './ledger-lines.js'
import { amountsOf } from './statement-amounts.js'

/** The vendor bills that the fees of a statement still need; fees that come to money back are a vendor's credit. */
export const planBillsHook = defineHook({
  over: 'record',
  summary: 'Gives the vendor bills and credits that the fees of a statement still need.',
  arguments: {
    type: 'object',
    properties: {
      base: { type: 'string' },
      reading: { type: 'string', description: 'The step that has read the rows.' },
      posted: { type: 'array' },
      before: { type: 'object' },
    },
    required: ['base', 'reading', 'posted', 'before'],
  },
  answer: {
    type: 'array',
    items: {
      type: 'object',
      properties: {
        kind: { type: 'string' },
        externalId: { type: 'string' },
        memo: { type: 'string' },
        isEarlier: { type: 'boolean' },
        account: { type: 'string' },
        lines: { type: 'array', items: { type: 'object' } },
      },
    },
  },
  run: ({ record, arguments: given, steps }) => {
    const chosen = readSettlementSettings(given)
    const payable = accountOf('payable', chosen.accounts)?.account
    if (payable === undefined || !chosen.billing?.vendor)
      return {
        failure: {
          kind: 'mapping',
          message: `statement ${textAt(record, 'id')} has fees that are vendor bills, and the settings lack ${payable === undefined ? 'an account for "payable"' : 'the vendor'}`,
          hint: 'Set vendor, and payable among the accounts, then retry.',
        },
      }
    const reading = objectAt(steps, textAt(given, 'reading'))
    const base = textAt(given, 'base')
    const version = textAt(reading, 'version')
    const posted = toPostedEntries(base, listAt(given, 'posted'))
    const bills = planEntries(
      {
        base,
        title: `TikTok statement ${textAt(record, 'id')}`,
        version,
        lines: toBillLines({ amounts: amountsOf(reading) }, { ...chosen, clearingMemo: '' }),
        onChange: chosen.onChange,
        split: lines => splitBills(lines, chosen.maxLines),
      },
      postingStateOf(version, posted),
      posted,
      toBilledLines(objectAt(given, 'before'), payable),
    )
    const places = placesOfCurrency(textAt(record, 'currency'))
    return { answer: bills.map(bill => toAnswer(bill, payable, places)) }
  },
})

const toAnswer = (
  { externalId, memo, lines, isEarlier }: PlannedEntry,
  account: string,
  places: number,
): JsonObject => {
  // NetSuite takes no bill below zero.
  const isCredit = sumOf(lines.map(({ amount }) => amount)).s < 0
  return {
    kind: isCredit ? 'vendorCredit' : 'vendorBill',
    externalId,
    memo,
    isEarlier,
    account,
    lines: lines.map(line => toExpense(isCredit ? { ...line, amount: line.amount.times(-1) } : line, places)),
  }
}

const toExpense = (line: PostingLine, places: number): JsonObject => ({
  account: { id: line.account },
  amount: textOf(line.amount, places),
  memo: line.memo,
  ...dimensionsOf(line, ['class', 'department', 'location']),
})
