import { defineFunction } from '../define-function.js'
import { toPlainDate } from '../instants.js'

export const addDaysFunction = defineFunction({
  name: 'addDays',
  group: 'dates',
  summary: 'The calendar date so many days later, or earlier for a number below zero.',
  overloads: [
    {
      signature: 'addDays(string, int): string',
      call: (date: string, days: bigint) =>
        toPlainDate(date)
          .add({ days: Number(days) })
          .toString(),
    },
  ],
  examples: [
    { expression: 'addDays("2026-02-27", 2)', gives: '2026-03-01' },
    { expression: 'addDays("2026-01-01", -1)', gives: '2025-12-31' },
    { expression: 'addDays("2026-02-30", 1)', fails: '"2026-02-30" is no date' },
  ],
})
