import { defineHook, type Json, type JsonObject } from '@tiktok-ns/flow-engine'
import { accountOf } from '../account-map.js'
import { toAmount } from '../amounts.js'
import { placesOfCurrency } from '../currency-places.js'
import { planEntries, postingStateOf } from '../plan-entries.js'
import { toPostedEntries, toPostedLines } from '../posted-entries.js'
import { readSettlementSettings } from '../settlement-settings.js'
import type { StatementAmount } from '../statement-reader.js'
import { isObject, objectAt, textAt } from '../statement-row.js'
import { toPostings } from '../to-postings.js'
import { toJournalLine } from './journal-line.js'

const listAt = (holder: JsonObject, field: string): readonly JsonObject[] => {
  const value = holder[field]
  return Array.isArray(value) ? value.filter(isObject) : []
}

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
  summary: 'Gives the balanced journal entries that a statement still needs, split by the line limit.',
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
        externalId: { type: 'string' },
        memo: { type: 'string' },
        lines: { type: 'array', items: { type: 'object' } },
      },
    },
  },
  run: ({ record, arguments: given, steps }) => {
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
    const before = Object.values(objectAt(given, 'before')).flatMap((lines: Json) =>
      Array.isArray(lines) ? lines.filter(isObject) : [],
    )
    const entries = planEntries(
      {
        base,
        title: `TikTok statement ${id}`,
        version,
        lines: toPostings({ amounts: listAt(reading, 'amounts').map(toStatementAmount) }, journal),
        maxLines: chosen.maxLines,
        onChange: chosen.onChange,
        journal,
      },
      postingStateOf(version, posted),
      posted,
      toPostedLines(before, clearing),
    )
    return {
      answer: entries.map(({ externalId, memo, lines }) => ({
        externalId,
        memo,
        lines: lines.map(line => toJournalLine(line, places)),
      })),
    }
  },
})

const toStatementAmount = (amount: JsonObject): StatementAmount => ({
  key: textAt(amount, 'key'),
  order: textAt(amount, 'order'),
  amount: toAmount(amount['amount']),
})
