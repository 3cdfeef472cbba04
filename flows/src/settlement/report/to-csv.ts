import { renderCsv } from './render-csv.js'
import type { ReportDocument } from './report-document.js'

/** All tables as CSV, one below the other, each line with the table it stands in. */
export const toCsv = ({ tables }: ReportDocument): string =>
  tables
    .map(({ title, columns, rows }) =>
      renderCsv([['table', ...columns.map(column => column.title)], ...rows.map(row => [title, ...row])]),
    )
    .join('\r\n')
