import type { ReportDocument } from '@tiktok-ns/flows/settlement'
import Big from 'big.js'
import type { DayRow } from './compare-day.js'

/** Orders that are listed one by one; all of them are in the table of reasons. */
const listed = 200

/** A day as an operator reads it: counts and sums of both sides, by reason, and the orders that somebody has to look at. */
export const toDayDocument = (title: string, rows: readonly DayRow[]): ReportDocument => {
  const open = rows.filter(({ reason }) => !reason.isMeant)
  return {
    title,
    facts: [
      ['TikTok Shop', `${rows.length} orders, ${sumOf(rows, 'tiktok')}`],
      [
        'NetSuite',
        `${rows.filter(({ netsuite }) => netsuite !== '').length} documents, ${sumOf(rows, 'netsuite')}`,
      ],
      ['Explained', open.length === 0 ? 'yes' : `no: ${open.length} orders to look at`],
    ],
    waterfall: [],
    tables: [
      {
        title: 'By reason',
        columns: [
          { title: 'Reason' },
          { title: 'Orders', align: 'right' },
          { title: 'TikTok Shop', align: 'right' },
          { title: 'NetSuite', align: 'right' },
          { title: 'Difference', align: 'right' },
        ],
        rows: [
          ...[...groupByReason(rows)].map(([reason, group]) => figures(reason, group)),
          figures('All', rows),
        ],
        sumRows: 1,
      },
      ...(open.length === 0
        ? []
        : [
            {
              title: 'To look at',
              columns: [
                { title: 'Order' },
                { title: 'TikTok Shop', align: 'right' as const },
                { title: 'NetSuite', align: 'right' as const },
                { title: 'Reason' },
              ],
              rows: open
                .slice(0, listed)
                .map(({ orderId, tiktok, netsuite, reason }) => [orderId, tiktok, netsuite, reason.text]),
            },
          ]),
    ],
    notes: open.length > listed ? [`${open.length - listed} more orders to look at`] : [],
  }
}

const figures = (label: string, rows: readonly DayRow[]): readonly string[] => {
  const [tiktok, netsuite] = [sumOf(rows, 'tiktok'), sumOf(rows, 'netsuite')]
  return [label, String(rows.length), tiktok, netsuite, new Big(tiktok).minus(netsuite).toFixed(2)]
}

const sumOf = (rows: readonly DayRow[], side: 'tiktok' | 'netsuite'): string =>
  rows.reduce((sum, row) => sum.plus(row[side] || '0'), new Big(0)).toFixed(2)

/** The most frequent first. */
const groupByReason = (rows: readonly DayRow[]): ReadonlyMap<string, readonly DayRow[]> => {
  const groups = new Map<string, DayRow[]>()
  for (const row of rows) {
    const group = groups.get(row.reason.text)
    if (group === undefined) groups.set(row.reason.text, [row])
    else group.push(row)
  }
  return new Map([...groups].sort(([, left], [, right]) => right.length - left.length))
}
