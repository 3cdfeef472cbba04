import type { ReportDocument, ReportTable } from './report-document.js'

/** The report as Markdown, for a ticket or a wiki. */
export const toMarkdown = ({ title, facts, tables, notes }: ReportDocument): string =>
  [
    `# ${title}`,
    facts.map(([label, value]) => `- ${label}: ${value}`).join('\n'),
    ...(notes.length === 0 ? [] : [`## To look at\n\n${notes.map(note => `- ${note}`).join('\n')}`]),
    ...tables.map(tableOf),
  ].join('\n\n')

const tableOf = ({ title, columns, rows }: ReportTable): string => {
  const line = (cells: readonly string[]): string => `| ${cells.map(escapeCell).join(' | ')} |`
  return [
    `## ${title}`,
    '',
    line(columns.map(column => column.title)),
    `|${columns.map(({ align }) => (align === 'right' ? '---:' : '---')).join('|')}|`,
    ...rows.map(line),
  ].join('\n')
}

const escapeCell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ')
