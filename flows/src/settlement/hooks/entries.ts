import { defineHook, type Failure, type JsonObject } from '@tiktok-ns/flow-engine'
import { placesOfCurrency } from '../../currency-places.js'
import { accountOf } from '../account-map.js'
import { textOf } from '../amounts.js'
import {
  type DepositsPlanned,
  type DepositsWanted,
  type PlannedDeposit,
  planDeposits,
} from '../plan-deposits.js'
import { planEntries, postingStateOf } from '../plan-entries.js'
import { toPostedEntries, toPostedLines } from '../posted-entries.js'
import type { PostingLine } from '../posting-line.js'
import { readSettlementSettings } from '../settlement-settings.js'
import { splitParts } from '../split-parts.js'
import { isObject, listAt, objectAt, textAt } from '../statement-row.js'
import { toPostings } from '../to-postings.js'
import { readReceipts, toBookedLines, toDepositLists } from './deposit-lines.js'
import { toJournalLine } from './journal-line.js'
import { rowsOf } from './ledger-lines.js'
import { amountsOf } from './statement-amounts.js'

/** How far NetSuite has a statement's entries: compares versions with what a lookup found by external id. */
export const postingStateHook = defineHook({
  over: 'record',
  summary:
    'Says whether a statement is new, done, half posted or changed since, and which entries stand before it.',
  arguments: {
    type: 'object',
    properties: { base: { type: 'string' }, version: { type: 'string' }, posted: { type: 'array' } },
    required: ['base', 'version', 'posted'],
    additionalProperties: false,
  },
  answer: {
    type: 'object',
    properties: {
      state: { type: 'string' },
      change: { type: 'integer' },
      basis: { type: 'array', items: { type: 'string' } },
    },
  },
  run: ({ arguments: given }) => {
    const posted = toPostedEntries(textAt(given, 'base'), listAt(given, 'posted'))
    const { state, change, basis } = postingStateOf(textAt(given, 'version'), posted)
    return { answer: { state, change, basis: basis.map(({ externalId }) => externalId) } }
  },
})

/** The journal entries that a statement still needs. */
export const planEntriesHook = defineHook({
  over: 'record',
  summary: 'Gives the entries or deposits that a statement still needs, split by the line limit.',
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
        lines: { type: 'array', items: { type: 'object' } },
        account: { type: 'string' },
        payment: { type: 'object' },
        other: { type: 'object' },
        cashback: { type: 'object' },
      },
    },
  },
  run: ({ record, arguments: given, steps }, { warn }) => {
    const chosen = readSettlementSettings(given)
    const id = textAt(record, 'id')
    const places = placesOfCurrency(textAt(record, 'currency'))
    const reading = objectAt(steps, textAt(given, 'reading'))
    const base = textAt(given, 'base')
    const journal = {
      ...chosen,
      clearingMemo: `statement ${id}`,
    }
    const posted = toPostedEntries(base, listAt(given, 'posted'))
    const version = textAt(reading, 'version')
    const clearing = accountOf('clearing', chosen.accounts)?.account ?? ''
    const before = rowsOf(objectAt(given, 'before'))
    const amounts = amountsOf(reading)
    const { maxLines, onChange } = chosen
    const wanted = { base, version, maxLines, onChange, journal }
    const state = postingStateOf(version, posted)
    const { entries, variances }: DepositsPlanned =
      chosen.mode === 'deposit'
        ? planDeposits(
            // The line on clearing of a deposit has the deposit's own memo, which payments look for.
            { ...wanted, title: `statement ${id}`, amounts, receiptsOf: receiptsIn(given) },
            state,
            posted,
            toBookedLines(before, chosen),
          )
        : {
            entries: planEntries(
              {
                ...wanted,
                title: `TikTok statement ${id}`,
                lines: toPostings({ amounts }, journal),
                split: lines => splitParts(lines, maxLines, journal),
              },
              state,
              posted,
              toPostedLines(before, clearing),
            ),
            variances: [],
          }
    if (variances.length > 0) {
      const told = tellVariances(id, variances, places)
      if (given['unmatched'] === 'hold') return { failure: told }
      warn(`${told.message}; booked as variance`)
    }
    return { answer: entries.map(entry => toAnswer(entry, clearing, places)) }
  },
})

const tellVariances = (statement: string, variances: readonly PostingLine[], places: number): Failure => ({
  kind: 'missing',
  message: `statement ${statement} settles orders that undeposited funds do not have so: ${variances
    .slice(0, toldAtMost)
    .map(({ memo, amount }) => `${memo} (${textOf(amount.neg(), places)})`)
    .join(', ')}${variances.length > toldAtMost ? ` and ${variances.length - toldAtMost} more` : ''}`,
  hint: 'Bring their cash sales and refunds into NetSuite, then retry; or set unmatched to variance.',
})

/** How many orders are named; the rest is counted. */
const toldAtMost = 20

const toAnswer = (
  { externalId, memo, lines, isEarlier, receipts }: PlannedDeposit,
  clearing: string,
  places: number,
): JsonObject =>
  receipts === undefined
    ? { kind: 'journal', externalId, memo, isEarlier, lines: lines.map(line => toJournalLine(line, places)) }
    : { kind: 'deposit', externalId, memo, account: clearing, ...toDepositLists(lines, receipts, places) }

/** What orders have left in undeposited funds, as the lookups of the step's arguments found it. */
const receiptsIn = (given: JsonObject): DepositsWanted['receiptsOf'] => {
  const taken = new Set(
    Object.values(objectAt(given, 'taken')).flatMap(lines =>
      Array.isArray(lines) ? lines.filter(isObject).map(line => textAt(line, 'id')) : [],
    ),
  )
  const prefix = textAt(given, 'depositPrefix')
  const sales = readReceipts(objectAt(given, 'receipts'), order => order, taken)
  const deposits = readReceipts(objectAt(given, 'deposits'), key => key.slice(prefix.length), taken)
  return order => [...(sales.get(order) ?? []), ...(deposits.get(order) ?? [])]
}
