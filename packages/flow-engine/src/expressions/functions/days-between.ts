import { defineFunction } from '../define-function.js'
import { toPlainDate } from '../instants.js'

export const daysBetweenFunction = defineFunction({
  name: 'daysBetween',
  group: 'dates',
  summary: 'How many days the second calendar date lies after the first.',
  overloads: [
    {
      signature: 'daysBetween(string, string): int',
      call: (from: string, until: string) =>
        BigInt(toPlainDate(from).until(toPlainDate(until), { largestUnit: 'days' }).days),
    },
  ],
  examples: [
    { expression: 'daysBetween("2026-02-27", "2026-03-01")', gives: 2 },
    { expression: 'daysBetween("2026-03-01", "2026-02-27")', gives: -2 },
  ],
})
