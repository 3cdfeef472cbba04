import { writeDate } from '../date-pattern.js'
import { defineFunction } from '../define-function.js'
import { inZone, toInstant, toPlainDate } from '../instants.js'

export const formatDateFunction = defineFunction({
  name: 'formatDate',
  group: 'dates',
  summary:
    "Writes a calendar date, or an instant in a time zone, by a pattern: YYYY, MM, DD, MMM, HH, hh, mm, ss, A and the like. For places that want a date as the NetSuite account's own format has it.",
  overloads: [
    {
      signature: 'formatDate(string, string): string',
      call: (date: string, pattern: string) => writeDate(toPlainDate(date).toPlainDateTime(), pattern),
    },
    {
      signature: 'formatDate(dyn, string, string): string',
      call: (time: unknown, pattern: string, zone: string) =>
        writeDate(inZone(toInstant(time), zone).toPlainDateTime(), pattern),
    },
  ],
  examples: [
    { expression: 'formatDate("2026-03-02", "M/D/YYYY")', gives: '3/2/2026' },
    { expression: 'formatDate("2026-03-02", "DD-MMM-YYYY")', gives: '02-Mar-2026' },
    {
      expression: 'formatDate(1767250800, "MM/DD/YYYY hh:mm A", "America/Los_Angeles")',
      gives: '12/31/2025 11:00 PM',
    },
    { expression: 'formatDate("2026-03-02", "QQ")', fails: '"Q" in the date pattern "QQ" has no meaning' },
  ],
})
