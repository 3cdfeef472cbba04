import { readDate } from '../date-pattern.js'
import { defineFunction } from '../define-function.js'

export const parseDateFunction = defineFunction({
  name: 'parseDate',
  group: 'dates',
  summary:
    "Reads a date that is written by a pattern, such as NetSuite's in the account's format. Gives `2026-03-02`, or `2026-03-02T17:30:00` where the pattern has hours.",
  overloads: [{ signature: 'parseDate(string, string): string', call: readDate }],
  examples: [
    { expression: 'parseDate("3/2/2026", "M/D/YYYY")', gives: '2026-03-02' },
    { expression: 'parseDate("02-Mar-2026", "DD-MMM-YYYY")', gives: '2026-03-02' },
    { expression: 'parseDate("03/02/2026 05:30 PM", "MM/DD/YYYY hh:mm A")', gives: '2026-03-02T17:30:00' },
    {
      expression: 'parseDate("31/02/2026", "DD/MM/YYYY")',
      fails: '"31/02/2026" is no date written as DD/MM/YYYY',
    },
  ],
})
