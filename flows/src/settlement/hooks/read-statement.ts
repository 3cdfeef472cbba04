import { defineHook, type Failure, type JsonObject } from '@tiktok-ns/flow-engine'
import { missingAccounts } from '../account-map.js'
import { textOf } from '../amounts.js'
import { readSettlementSettings, type SettlementSettings } from '../settlement-settings.js'
import { createStatementReader, type StatementReading, unclassifiedSum } from '../statement-reader.js'
import { textAt } from '../statement-row.js'
import { toJsonAmount } from './statement-amounts.js'

/** Reads a statement's rows page by page; answers with its amounts by key, or says why it must not be posted. */
export const readStatementHook = defineHook({
  over: 'pages',
  summary:
    "Adds up a statement's rows by key and checks every identity; a statement that does not add up fails.",
  answer: {
    type: 'object',
    properties: {
      rowCount: { type: 'integer' },
      orders: { type: 'array', items: { type: 'string' } },
      payable: { type: 'string' },
      version: { type: 'string' },
      amounts: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            key: { type: 'string' },
            order: { type: 'string' },
            sku: { type: 'string' },
            amount: { type: 'string' },
            isEarlier: { type: 'boolean' },
          },
        },
      },
    },
  },
  open: ({ record, arguments: given }, { warn }) => {
    const chosen = readSettlementSettings(given)
    const { places } = chosen.rulesFor(textAt(record, 'currency'))
    const reader = createStatementReader(chosen.readerOptions(record))
    return {
      page: rows => reader.add(rows),
      end: () => {
        const reading = reader.end()
        const failure = failureOf(record, reading, chosen)
        if (failure !== undefined) return { failure }
        for (const { name, row } of reading.unnamed)
          warn(
            `statement ${textAt(record, 'id')}: nobody has named ${name} (first in ${row}); it is booked as unclassified`,
          )
        return { answer: toAnswer(reading, chosen, places) }
      },
    }
  },
})

const toAnswer = (reading: StatementReading, settings: SettlementSettings, places: number): JsonObject => ({
  rowCount: reading.rowCount,
  orders: ordersOf(reading, settings),
  payable: textOf(reading.payable, places),
  version: reading.version,
  amounts: reading.amounts.map(amount => toJsonAmount(amount, own => textOf(own, places))),
})

/** Orders that later steps ask about: whose documents a deposit picks, or whose SKUs amounts are told apart by. */
const ordersOf = (
  { amounts }: StatementReading,
  { mode, grouping }: SettlementSettings,
): readonly string[] => {
  if (mode !== 'deposit' && grouping !== 'sku') return []
  const asked = amounts.filter(({ key, order }) => order !== '' && (grouping === 'sku' || key === 'variance'))
  return [...new Set(asked.map(({ order }) => order))]
}

const failureOf = (
  statement: JsonObject,
  reading: StatementReading,
  settings: SettlementSettings,
): Failure | undefined => {
  const id = textAt(statement, 'id')
  if (reading.problems.length > 0)
    return {
      kind: 'invalid',
      message: `statement ${id} does not add up: ${reading.problems.join('; ')}`,
      hint: 'Nothing was posted. Retry when TikTok Shop has completed its data; if it stays so, send these rows to TikTok support.',
    }
  const suspense = unclassifiedSum(reading)
  if (suspense.gt(settings.suspenseLimit))
    return {
      kind: 'mapping',
      message: `statement ${id} has ${textOf(suspense, 2)} that nobody has named, more than the suspenseLimit of ${textOf(settings.suspenseLimit, 2)}: ${reading.unnamed.map(({ name, row }) => `${name} (first in ${row})`).join(', ')}`,
      hint: 'Give each a key in the setting "keys", or raise suspenseLimit, then retry.',
    }
  const isSplit = reading.amounts.some(({ isEarlier }) => isEarlier)
  const missing = missingAccounts(
    [...reading.amounts.map(({ key }) => key), ...(isSplit ? ['rollover'] : []), 'clearing'],
    settings.accounts,
  )
  if (missing.length === 0) return undefined
  return {
    kind: 'mapping',
    message: `statement ${id} has amounts without an account: ${missing.join(', ')}`,
    hint: 'Add them to the setting "accounts", then retry.',
  }
}
