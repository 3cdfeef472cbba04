import { writeFileSync } from 'node:fs'
import { type ReportDocument, toCsv, toHtml, toMarkdown } from '@tiktok-ns/flows/settlement'
import { type CommandContext, WrongInputError } from '../commands/command-context.js'
import { renderTable } from './table.js'
import { paint } from './terminal.js'

export interface ReportOptions {
  /** `table`, `markdown`, `csv`, `html` or `json`. */
  readonly format: string
  /** A file to write to. */
  readonly out?: string
}

/** Prints a report in the form that was asked for, or writes it to a file. @param facts What it says, for programs. */
export const deliverReport = (
  document: ReportDocument,
  facts: object,
  { format, out }: ReportOptions,
  { terminal, json }: CommandContext,
): void => {
  const text = json ? JSON.stringify(facts) : render(document, facts, format, terminal)
  if (out === undefined) {
    terminal.out(text)
    return
  }
  writeFileSync(out, text)
  terminal.out(`${document.title}: written to ${out}`)
}

const render = (
  document: ReportDocument,
  facts: object,
  format: string,
  terminal: CommandContext['terminal'],
): string => {
  switch (format) {
    case 'table':
      return toText(document, terminal)
    case 'markdown':
      return toMarkdown(document)
    case 'csv':
      return toCsv(document)
    case 'html':
      return toHtml(document)
    case 'json':
      return JSON.stringify(facts, null, 2)
    default:
      throw new WrongInputError(`there is no format "${format}"; choose table, markdown, csv, html or json`)
  }
}

const toText = (
  { title, facts, tables, notes }: ReportDocument,
  terminal: CommandContext['terminal'],
): string =>
  [
    paint(terminal, 'bold', title),
    ...(facts.length === 0
      ? []
      : [
          renderTable(
            [{ title: '' }, { title: '' }],
            facts.map(([label, value]) => [label, value]),
          ),
        ]),
    ...notes.map(note => `${paint(terminal, 'red', 'look at')} ${note}`),
    ...tables.map(
      table => `\n${paint(terminal, 'bold', table.title)}\n${renderTable(table.columns, table.rows)}`,
    ),
  ].join('\n')
