import type { JsonObject } from '@tiktok-ns/flow-engine'
import { textOf } from '../amounts.js'
import type { PostingLine } from '../posting-line.js'
import { dimensionsOf } from './dimensions.js'

const dimensions = ['entity', 'class', 'department', 'location'] as const

/** A line as NetSuite's journal entry takes it. */
export const toJournalLine = (line: PostingLine, places: number): JsonObject => ({
  account: { id: line.account },
  ...(line.amount.s < 0
    ? { credit: textOf(line.amount.abs(), places) }
    : { debit: textOf(line.amount, places) }),
  memo: line.memo,
  ...dimensionsOf(line, dimensions),
})
