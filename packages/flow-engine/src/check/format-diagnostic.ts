import type { Diagnostic } from './diagnostic.js'
import { docsOf } from './diagnostic-codes.js'

/**
 * One diagnostic as text: `file:line:col  problem; next`.
 *
 * With the file's text, the line itself follows with a caret under the place, and where the code is explained.
 */
export const formatDiagnostic = (diagnostic: Diagnostic, fileText?: string): string => {
  const { file, line, column, severity, code } = diagnostic
  const head = `${file}:${line}:${column}  ${severity === 'warning' ? 'warning: ' : ''}${wordsOf(diagnostic)}`
  const source = fileText?.split(/\r?\n/)[line - 1]
  if (source === undefined || source.trim() === '') return head
  const gutter = ' '.repeat(String(line).length + 5)
  return `${head}\n${excerpt(source, line, column)}\n${gutter}= ${code}: ${docsOf(code)}`
}

/** One diagnostic as an annotation of GitHub Actions. */
export const formatGithubAnnotation = (diagnostic: Diagnostic): string => {
  const { file, line, column, severity, code } = diagnostic
  const properties = { file, line, col: column, title: code }
  const list = Object.entries(properties).map(
    ([name, value]) => `${name}=${escaped(String(value), /[%\r\n:,]/g)}`,
  )
  return `::${severity} ${list.join(',')}::${escaped(wordsOf(diagnostic), /[%\r\n]/g)}`
}

const wordsOf = ({ problem, next }: Diagnostic): string =>
  next === undefined ? problem : `${problem}; ${next}`

const escaped = (text: string, special: RegExp): string =>
  text.replace(
    special,
    character => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  )

const width = 120

const excerpt = (source: string, line: number, column: number): string => {
  // A long line is shown from a little before the place.
  const from = column > width - 20 ? column - 40 : 0
  const gutter = `    ${line} | `
  const shown = source.slice(from, from + width).replaceAll('\t', ' ')
  return `${gutter}${shown}\n${' '.repeat(gutter.length - 2)}| ${' '.repeat(Math.max(0, column - 1 - from))}^`
}
