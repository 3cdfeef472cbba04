import { defineHook, type HookInput, type HookResult, type JsonObject } from '@tiktok-ns/flow-engine'
import { keyOfAdjustment } from '../adjustment-keys.js'
import { isZero, sumOf, textOf, toAmount } from '../amounts.js'
import { billedKeys } from '../key-table.js'
import { toPostedEntries } from '../posted-entries.js'
import { readRow } from '../read-row.js'
import { readSettlementSettings } from '../settlement-settings.js'
import { kindOf, listAt, textAt } from '../statement-row.js'
import type { Application } from './apply-credits.js'
import { type Match, type MatchRules, matchBilled } from './match-billed.js'
import { matchCompared } from './match-compared.js'
import { type OrderDocument, type SettledLine, toOrderDocument, toSettledLine } from './order-books.js'
import { varianceFailure } from './variances.js'

/** Finds what NetSuite has of the orders on a page of statement rows, and what can be applied; differences are typed. */
export const matchRowsHook = defineHook({
  over: 'page',
  summary:
    'Compares settled rows with the orders in NetSuite: gives what a payment has to apply, waits for what is late, and fails with a typed variance where they differ.',
  arguments: {
    type: 'object',
    properties: {
      order: { type: 'string' },
      base: { type: 'string', description: "External id of the statement's first entry." },
      against: { type: 'string', enum: ['invoice', 'cashSale', 'salesOrder'] },
      documents: { type: 'array' },
      settled: { type: 'array', description: "Lines of statements' entries on the receivable." },
      posted: { type: 'array', description: "The statement's entries." },
      now: { type: 'integer' },
      waitDays: { type: 'integer' },
      customer: { type: 'string' },
      tolerance: { type: 'string' },
      roundingLimit: { type: 'string' },
    },
    required: ['order', 'base', 'against', 'documents', 'settled', 'posted', 'now', 'waitDays'],
  },
  answer: {
    type: 'object',
    properties: {
      apply: { type: 'array', items: { type: 'object' } },
      credit: { type: 'array', items: { type: 'object' } },
    },
  },
  run: inputs => {
    // An order whose rows come together is applied once.
    const applied = new Set<string>()
    return inputs.map(input => {
      const match = matchRow(input)
      if (match.kind !== 'agrees') return toResult(match, input)
      const order = textAt(input.arguments, 'order')
      const isFirst = !applied.has(order)
      applied.add(order)
      return toResult(isFirst ? match : { ...match, applications: { apply: [], credit: [] } }, input)
    })
  },
})

const matchRow = ({ record, arguments: given }: HookInput): Match => {
  const order = textAt(given, 'order')
  const rules = readSettlementSettings(given).rulesFor(textAt(record, 'currency'))
  const { amounts, problems } = readRow(record, rules)
  if (problems.length > 0) return { kind: 'done', because: 'its statement does not add up and is held' }
  const documents = listAt(given, 'documents').map(row => toOrderDocument(row, rules.places))
  if (isChargeback(record, rules.keys)) return chargeback(record, order, documents)
  const amount = sumOf(amounts.filter(({ key }) => billedKeys.has(key)).map(one => one.amount))
  if (isZero(amount))
    return { kind: 'done', because: 'the row settles nothing of what the order is billed at' }
  const chosen: MatchRules = {
    customer: textAt(given, 'customer'),
    tolerance: toAmount(given['tolerance']),
    roundingLimit: toAmount(given['roundingLimit']),
    places: rules.places,
  }
  const row = { order, amount }
  const against = textAt(given, 'against')
  if (against === 'cashSale' || against === 'salesOrder')
    return matchCompared(row, documents, against, chosen)
  if (toPostedEntries(textAt(given, 'base'), listAt(given, 'posted')).length === 0)
    return { kind: 'done', because: 'its statement is not in the books yet' }
  const settled: readonly SettledLine[] = listAt(given, 'settled').map(line =>
    toSettledLine(line, rules.places),
  )
  return matchBilled(row, documents, settled, chosen)
}

const isChargeback = (record: JsonObject, keys: Readonly<Record<string, string>>): boolean =>
  kindOf(record) === 'adjustment' && keyOfAdjustment(textAt(record, 'type'), keys) === 'adj.chargeback'

/** Somebody has to decide; above all whether the order was refunded before. */
const chargeback = (record: JsonObject, order: string, documents: readonly OrderDocument[]): Match => {
  const amount = textAt(record, 'adjustment_amount') || textAt(record, 'settlement_amount')
  const back = documents.filter(({ type }) => type === 'creditmemo' || type === 'cashrefund')
  const of = order === '' ? 'no order is named' : `order ${order}`
  const refunded =
    back.length === 0 ? '' : `, which is refunded already by ${back.map(({ name }) => name).join(', ')}`
  return {
    kind: 'variance',
    type: 'chargeback',
    message: `${amount} was taken back by a bank: ${of}${refunded}`,
  }
}

const toResult = (match: Match, { record, arguments: given }: HookInput): HookResult => {
  switch (match.kind) {
    case 'done':
      return { skip: match.because }
    case 'late': {
      const age = Number(given['now']) - Number(record['statement_time'] ?? 0)
      return age <= Number(given['waitDays']) * 86_400
        ? { skip: `waits for NetSuite: ${match.message}` }
        : { failure: varianceFailure(match.type, match.message) }
    }
    case 'variance':
      return { failure: varianceFailure(match.type, match.message) }
    case 'agrees':
      return {
        answer: {
          apply: match.applications.apply.map(toPaymentRow),
          credit: match.applications.credit.map(toPaymentRow),
        },
      }
    default:
      return match satisfies never
  }
}

/** A row of a customer payment's `apply` or `credit`. */
const toPaymentRow = ({ doc, line, amount }: Application): JsonObject => ({
  doc: { id: doc },
  ...(line === undefined ? {} : { line: Number(line) }),
  apply: true,
  amount: textOf(amount, 2),
})
