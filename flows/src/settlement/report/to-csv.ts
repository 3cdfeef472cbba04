import type { ReportDocument } from './report-document.js'

/** All tables as CSV (RFC 4180), each line with the table it stands in. Text that a spreadsheet would run as a formula is quoted away. */
export const toCsv = ({ tables }: ReportDocument): string =>
  tables
    .map(({ title, columns, rows }) =>
      [['table', ...columns.map(column => column.title)], ...rows.map(row => [title, ...row])]
        .map(cells => cells.map(toCell).join(','))
        .join('\r\n'),
    )
    .join('\r\n\r\n')
    .concat('\r\n')

const isAmount = /^-?\d+(\.\d+)?$/

const toCell = (text: string): string => {
  const harmless = /^[=+\-@\t\r]/.test(text) && !isAmount.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
