import { defineFunction } from '../define-function.js'
import { toPlainDate } from '../instants.js'

export const addMonthsFunction = defineFunction({
  name: 'addMonths',
  group: 'dates',
  summary:
    'The calendar date so many months later, or earlier for a number below zero. A day the month has not is its last.',
  overloads: [
    {
      signature: 'addMonths(string, int): string',
      call: (date: string, months: bigint) =>
        toPlainDate(date)
          .add({ months: Number(months) })
          .toString(),
    },
  ],
  examples: [
    { expression: 'addMonths("2026-01-31", 1)', gives: '2026-02-28' },
    { expression: 'addMonths("2026-01-15", -1)', gives: '2025-12-15' },
    { expression: 'addMonths("2026-02-30", 1)', fails: '"2026-02-30" is no date' },
  ],
})
