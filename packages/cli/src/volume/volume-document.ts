import type { ReportDocument } from '@tiktok-ns/flows/settlement'
import type { CallCount } from './count-calls.js'
import type { LineCount } from './count-lines.js'

/** What flows have used up, month by month, beside what licences are sold by. */
export const toVolumeDocument = (
  lines: readonly LineCount[],
  calls: readonly CallCount[],
): ReportDocument => ({
  title: 'Volume by month',
  facts: [],
  waterfall: [],
  tables: [
    {
      title: 'Transaction lines in NetSuite',
      columns: [
        { title: 'Month' },
        { title: 'Type' },
        { title: 'Documents', align: 'right' },
        { title: 'Lines', align: 'right' },
      ],
      rows: [...new Set(lines.map(({ month }) => month))].flatMap(month => {
        const own = lines.filter(line => line.month === month)
        return [
          ...own.map(({ type, documents, lines: count }) => [month, type, String(documents), String(count)]),
          [month, 'all', String(sumOf(own, 'documents')), String(sumOf(own, 'lines'))],
        ]
      }),
    },
    {
      title: 'Calls',
      columns: [
        { title: 'Month' },
        { title: 'Connection' },
        { title: 'Runs', align: 'right' },
        { title: 'Calls', align: 'right' },
      ],
      rows: calls.map(({ month, connection, runs, calls: count }) => [
        month,
        connection,
        String(runs),
        String(count),
      ]),
    },
  ],
  notes: [],
})

const sumOf = (lines: readonly LineCount[], figure: 'documents' | 'lines'): number =>
  lines.reduce((sum, line) => sum + line[figure], 0)
