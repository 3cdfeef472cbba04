import type { Row } from './benchmark.js'

/** Rows as a Markdown table that can be read in a terminal as well; columns of figures stand to the right. */
export const table = (rows: readonly Row[]): string => {
  const titles = Object.keys(rows[0] ?? {})
  const columns = titles.map(title => {
    const cells = rows.map(row => row[title] ?? '')
    const texts = cells.map(String)
    return {
      right: cells.every(cell => typeof cell === 'number'),
      width: Math.max(3, title.length, ...texts.map(({ length }) => length)),
      title,
      texts,
    }
  })
  const line = (cell: (column: (typeof columns)[number]) => string) =>
    `| ${columns
      .map(column => (column.right ? cell(column).padStart(column.width) : cell(column).padEnd(column.width)))
      .join(' | ')} |`
  return [
    line(({ title }) => title),
    `|${columns.map(({ right, width }) => `${'-'.repeat(width + 1)}${right ? ':' : '-'}`).join('|')}|`,
    ...rows.map((_, index) => line(({ texts }) => texts[index] ?? '')),
  ].join('\n')
}
